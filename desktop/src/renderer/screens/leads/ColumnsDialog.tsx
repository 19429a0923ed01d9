import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { everyColumn, FIRST_COLUMNS } from "./columns.tsx";
import { fieldLabel } from "./fieldLabels.ts";

/** Chooses the columns of the table and their order. */
export function ColumnsDialog({
  open,
  onOpenChange,
  columns,
  customFields,
  onChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  columns: readonly string[];
  customFields: readonly string[];
  onChange: (columns: readonly string[]) => void;
}) {
  const all = everyColumn(customFields);
  const rest = all.filter((id) => !columns.includes(id));
  const swap = (at: number, by: number) => {
    const moved = columns[at];
    const other = columns[at + by];
    if (moved === undefined || other === undefined) return;
    onChange(columns.map((id, index) => (index === at ? other : index === at + by ? moved : id)));
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Columns" wide>
      <div className="grid gap-6 sm:grid-cols-2">
        <section>
          <h3 className="mb-1 text-small text-ink-muted">Shown, in this order</h3>
          <ol>
            {columns.map((id, index) => (
              <li key={id} className="flex h-8 items-center gap-1">
                <Check
                  id={id}
                  checked
                  disabled={id === "name"}
                  onToggle={() => onChange(columns.filter((each) => each !== id))}
                />
                <Button
                  look="quiet"
                  size="icon"
                  className="!size-7"
                  aria-label={`${fieldLabel(id)} further up`}
                  disabled={index === 0}
                  onClick={() => swap(index, -1)}
                >
                  <ArrowUp aria-hidden size={14} />
                </Button>
                <Button
                  look="quiet"
                  size="icon"
                  className="!size-7"
                  aria-label={`${fieldLabel(id)} further down`}
                  disabled={index === columns.length - 1}
                  onClick={() => swap(index, 1)}
                >
                  <ArrowDown aria-hidden size={14} />
                </Button>
              </li>
            ))}
          </ol>
        </section>
        <section>
          <h3 className="mb-1 text-small text-ink-muted">To choose from</h3>
          <ul>
            {rest.map((id) => (
              <li key={id} className="flex h-8 items-center">
                <Check
                  id={id}
                  checked={false}
                  disabled={columns.length >= 40}
                  onToggle={() => onChange([...columns, id])}
                />
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="mt-4 flex justify-between gap-2">
        <Button look="quiet" onClick={() => onChange(FIRST_COLUMNS)}>
          As at the beginning
        </Button>
        <Button look="primary" onClick={() => onOpenChange(false)}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}

function Check({
  id,
  checked,
  disabled,
  onToggle,
}: {
  id: string;
  checked: boolean;
  disabled: boolean;
  onToggle: () => void;
}) {
  return (
    <label className="flex min-w-0 flex-1 items-center gap-2">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-accent"
        checked={checked}
        disabled={disabled}
        onChange={onToggle}
      />
      <span className="truncate">{fieldLabel(id)}</span>
    </label>
  );
}
