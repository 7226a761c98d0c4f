-- Languages of which a model of the company's own was ever adopted.
select distinct language from ops.trainings where is_adopted order by language
