-- What was not understood before is understood now.
delete from ops.questions
where source = $source
    and metric = 'none'
    and (column_name, wording) in (select (column_name, wording) from asked where metric <> 'none');
