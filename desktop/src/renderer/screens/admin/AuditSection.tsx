import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { byName } from "../../format/findByName.ts";
import { AuditTrail } from "../audit/AuditTrail.tsx";

/** The organisation's audit trail. */
export function AuditSection() {
  const { data: staff } = useQuery(queries.staff);
  return <AuditTrail people={staff ? [...staff.members, ...staff.former].toSorted(byName) : []} />;
}
