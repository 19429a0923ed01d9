import { AuditTrail } from "../audit/AuditTrail.tsx";

/** The service's own audit trail: what operators did. */
export function ServiceAuditSection() {
  return <AuditTrail ofService people={[]} />;
}
