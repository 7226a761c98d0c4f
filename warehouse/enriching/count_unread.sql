select count(*)
from core.feedback
left join (select language, model_version as own_version from own_models) own_models using (language)
where model_version is distinct from coalesce(own_version, $model_version)
