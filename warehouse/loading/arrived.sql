-- Every file that was there, once for each time that it came.
insert into ops.arrivals
select file_id, delivered_at from arrived
except
select file_id, delivered_at from ops.arrivals;
