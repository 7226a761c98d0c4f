-- How close customers are to the ideal one, and why; core.customers was made anew, without any.
update core.customers
set ideal_fit = fits.ideal_fit, ideal_reasons = fits.ideal_reasons
from fits
where fits.customer_id = core.customers.customer_id;
