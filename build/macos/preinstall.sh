[ -d "$APP" ] || mark new
begin_update
