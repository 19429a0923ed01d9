import { useQuery } from "@tanstack/react-query";
import { FLAG_KEYS, type FlagKey, FLAGS } from "#shared/flags";
import { queries } from "../../api/queries.ts";
import { useFlag } from "../../flags/useFlag.ts";
import { whyWords } from "../../flags/whyWords.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Card } from "../../ui/Card.tsx";
import { NotLoaded } from "../../ui/NotLoaded.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";

/** Which features are on for oneself, and why. */
export function FeaturesCard() {
  const { error, data } = useQuery(queries.flags);
  return (
    <Card title="Features">
      {error !== null && data === undefined ? (
        <NotLoaded error={error} className="m-4" />
      ) : (
        <ul>
          {FLAG_KEYS.map((key) => (
            <Feature key={key} of={key} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Feature({ of }: { of: FlagKey }) {
  const decided = useFlag(of);
  const { name, description } = FLAGS[of];
  return (
    <li className="flex items-start justify-between gap-6 border-b border-line px-4 py-3 last:border-0">
      <div>
        <p className="font-medium">{name}</p>
        <p className="text-small text-ink-muted">{description}</p>
        {decided ? (
          <p className="mt-1 text-small text-ink-muted">{whyWords(decided, decided.flag, "you")}</p>
        ) : (
          <Skeleton className="mt-2 h-3 w-40" />
        )}
      </div>
      {decided && <Badge tone={decided.on ? "accent" : "plain"}>{decided.on ? "On" : "Off"}</Badge>}
    </li>
  );
}
