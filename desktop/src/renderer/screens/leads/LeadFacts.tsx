import type { Lead } from "#shared/leads";

/** What else is known of a lead: mail, address, and the columns of the file that fit no field. */
export function LeadFacts({ lead }: { lead: Lead }) {
  const town = [lead.city, [lead.state, lead.postalCode].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(", ");
  const facts: (readonly [string, string | null])[] = [
    ["Email", lead.email],
    ["Address", [lead.address, town].filter(Boolean).join(", ") || null],
    ["Time zone", lead.timeZone?.replaceAll("_", " ") ?? null],
    ...Object.entries(lead.custom),
  ];
  const known = facts.filter(([, value]) => value !== null && value !== "");
  if (known.length === 0) return <p className="py-1 text-ink-muted">Nothing beyond the number.</p>;
  return (
    <dl>
      {known.map(([label, value]) => (
        <div key={label} className="py-1">
          <dt className="text-small break-words text-ink-muted">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
