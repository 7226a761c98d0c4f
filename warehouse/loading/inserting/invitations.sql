insert into core.invitations by name
select winners.record_id as invitation_id, invitations.* exclude (line), $file_id as file_id
from incoming_invitations invitations
join winners using (line);
