# Also where the update was given up (`abort-upgrade`).
end_update
