/** The columns of a lead as `leadSchema` names them. */
export const LEAD_COLUMNS =
  "id, name, title, company, phone, phoneOriginal:phone_original, email, address, city, state, " +
  "postalCode:postal_code, timeZone:time_zone, timeZoneSource:time_zone_source, ownerId:owner_id, " +
  "isSample:is_sample, doNotCall:do_not_call, custom, lastCalledAt:last_called_at, " +
  "lastOutcome:last_outcome, score, consent, dialState:dial_state, readyAt:ready_at, " +
  "attemptCount:attempt_count, createdAt:created_at";
