-- What a feedback tells of its own circumstances.
select feedback_id, attribute, value from core.feedback_attributes
union all
unpivot (
    select feedback_id, source, channel, language, product, journey_stage, touchpoint from core.feedback
)
on source, channel, language, product, journey_stage, touchpoint
into name attribute value value
