update ops.volume_holds set accepted_at = $accepted_at, accepted_by = $accepted_by where accepted_at is null;
