import type { Line } from "#shared/playbook";
import { useSignedIn } from "../../app/SignedIn.ts";
import { dispatch } from "../../dial/dialStore.ts";
import { formatPhone } from "../../format/formatPhone.ts";
import { Select } from "../../ui/Select.tsx";

/** The SIM line the call is logged under: the nearest one, unless the rep takes another. */
export function LinePicker({ lines, lineId }: { lines: readonly Line[]; lineId: string | null }) {
  const { user } = useSignedIn();
  const mine = lines.filter(
    (line) => line.isActive && (line.userId === null || line.userId === user.id),
  );
  if (mine.length === 0 || lineId === null) return null;
  return (
    <Select
      label="Line"
      value={lineId}
      className="h-10 max-w-64"
      choices={mine.map((line) => ({
        value: line.id,
        label: `${line.label} ${formatPhone(line.phone)}`,
      }))}
      onChange={(chosen) => dispatch({ kind: "chooseLine", lineId: chosen })}
    />
  );
}
