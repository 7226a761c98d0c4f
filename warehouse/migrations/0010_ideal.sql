-- Why a customer is close to the ideal one, or far from it: the segments that moved ideal_fit, strongest first.
alter table core.customers
add column ideal_reasons struct(dimension varchar, segment varchar, contribution double)[];
