import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AdminFlag } from "#shared/flags";
import { queries } from "../../api/queries.ts";
import { FlagChain } from "../../flags/FlagChain.tsx";
import { Button } from "../../ui/Button.tsx";
import { NotLoaded } from "../../ui/NotLoaded.tsx";
import { Popover } from "../../ui/Popover.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";

/** Opens all that was asked to decide a flag for a member. */
export function WhyButton({
  flag,
  userId,
  name,
}: {
  flag: AdminFlag;
  userId: string;
  name: string;
}) {
  const [open, setOpen] = useState(false);
  const why = useQuery({ ...queries.flagWhy(flag.key, userId), enabled: open });
  const label = `Why ${flag.name} is as it is for ${name}`;
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" aria-label={label}>
          Why?
        </Button>
      }
    >
      {why.data ? (
        <FlagChain why={why.data} />
      ) : why.isError ? (
        <NotLoaded error={why.error} />
      ) : (
        <SkeletonRows rows={3} label="Loading the reasons" />
      )}
    </Popover>
  );
}
