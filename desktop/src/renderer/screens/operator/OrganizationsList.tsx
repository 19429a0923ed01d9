import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { ORGANIZATION_STATES, type OrganizationState } from "#shared/service";
import { queries } from "../../api/queries.ts";
import { useSettled } from "../../app/useSettled.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useListKeys } from "../../keys/useListKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorPanel } from "../../ui/ErrorPanel.tsx";
import { inputClass } from "../../ui/inputClass.ts";
import { Select } from "../../ui/Select.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import type { OperatorSearch } from "./operatorSearch.ts";
import { ORGANIZATION_STATE_WORDS } from "./organizationWords.ts";
import { OrganizationsTable } from "./OrganizationsTable.tsx";

const STATE_CHOICES = [
  { value: "", label: "All states" },
  ...ORGANIZATION_STATES.map((state) => ({
    value: state,
    label: ORGANIZATION_STATE_WORDS[state].label,
  })),
] as const satisfies readonly { value: OrganizationState | ""; label: string }[];

/** Letters that follow each other faster (ms) are asked for together. */
const BURST_MS = 200;

/** All organizations: searched, narrowed and put in order in the address, page by page. */
export function OrganizationsList() {
  const search = useSearch({ from: "/framed/operator/$section" });
  const navigate = useNavigate({ from: "/operator/$section" });
  const go = (changes: Partial<OperatorSearch>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace });
  const [text, setText] = useState(search.search ?? "");
  const wanted = useSettled(text.trim(), BURST_MS);
  const sort = search.sort ?? "activity";
  const descending = search.descending ?? sort === "activity";
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    queries.organizations({ search: wanted, state: search.state ?? null, sort, descending }),
  );
  const organizations = data?.pages.flatMap((page) => page.organizations);
  const input = useRef<HTMLInputElement>(null);
  const open = (organization: string) => go({ organization, search: wanted || undefined }, false);
  const chosen = useListKeys("Organizations", organizations?.length ?? 0, (at) => {
    const organization = organizations?.[at];
    if (organization) open(organization.id);
  });
  useKeys("Organizations", [
    { keys: "/", label: "Search", run: () => input.current?.focus() },
    {
      keys: "Escape",
      label: "Leave the search",
      whileTyping: true,
      run: () => input.current?.blur(),
    },
  ]);
  return (
    <Card
      title="Organizations"
      aside={
        <div className="flex min-w-0 gap-2 py-1.5">
          <input
            ref={input}
            type="search"
            aria-label="Search organizations"
            placeholder="Name, or a member’s email"
            maxLength={254}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            className={`${inputClass} h-8 w-56 min-w-0 max-sm:w-32`}
          />
          <Select
            label="In which state"
            className="w-36 shrink-0"
            value={search.state ?? ""}
            choices={STATE_CHOICES}
            onChange={(state) => go({ state: state === "" ? undefined : state })}
          />
        </div>
      }
    >
      {organizations ? (
        organizations.length === 0 ? (
          <p className="px-4 py-6 text-ink-muted">No organization is like that.</p>
        ) : (
          <OrganizationsTable
            organizations={organizations}
            sort={sort}
            descending={descending}
            chosen={chosen}
            onSort={(by, isDescending) => go({ sort: by, descending: isDescending })}
            onOpen={open}
          />
        )
      ) : error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={8} label="Loading organizations" />
      )}
      {hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}
