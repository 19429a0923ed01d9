import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import type { FlagExplanation, ServiceFlag } from "#shared/flags";
import { emailAddress } from "#shared/text";
import { queries } from "../../api/queries.ts";
import { wordsFor } from "../../api/errorWords.ts";
import { FlagChain } from "../../flags/FlagChain.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { LabelledSelect } from "../../ui/LabelledSelect.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { OverrideFields } from "./OverrideFields.tsx";

const formSchema = z.strictObject({ email: emailAddress });

/** Why a flag is on or off for whoever has an address, and what operators set for them or their organization. */
export function WhyForAddress({ flags }: { flags: readonly ServiceFlag[] }) {
  const [key, setKey] = useState(flags[0]?.key ?? "");
  const [email, setEmail] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { email: "" },
  });
  const why = useQuery({ ...queries.flagWhyFor(key, email ?? ""), enabled: email !== null });
  return (
    <Card title="Why is it on or off for somebody?">
      <form
        noValidate
        className="flex flex-wrap items-end gap-3 p-4"
        onSubmit={(event) => void handleSubmit((given) => setEmail(given.email))(event)}
      >
        <LabelledSelect
          label="Feature flag"
          className="w-44"
          value={key}
          choices={flags.map((flag) => ({ value: flag.key, label: flag.name }))}
          onChange={setKey}
        />
        <TextField
          label="Mail address"
          type="email"
          autoComplete="off"
          className="min-w-60 flex-1"
          problem={formState.errors.email?.message}
          {...register("email")}
        />
        <Button type="submit" className="h-9" busy={why.isFetching && why.data === undefined}>
          Ask why
        </Button>
      </form>
      {email !== null && <Found why={why.data} error={why.error} />}
    </Card>
  );
}

function Found({ why, error }: { why: FlagExplanation | undefined; error: unknown }) {
  if (error !== null && wordsFor(error).code === "not_found")
    return (
      <output className="block border-t border-line px-4 py-3 text-ink-muted">
        Nobody has an account with this address.
      </output>
    );
  if (error !== null) return <ErrorNotice error={error} className="m-4" />;
  if (!why) return <SkeletonRows rows={3} label="Looking" />;
  const { person, organization } = why;
  return (
    <div className="grid gap-6 border-t border-line p-4 md:grid-cols-2">
      <div>
        <p className="font-medium">{person.fullName || person.email}</p>
        <p className="mb-3 text-small text-ink-muted">
          {person.email} · {organization?.name ?? "No organization"}
        </p>
        {organization && <OverrideFields why={why} organization={organization} />}
      </div>
      <FlagChain why={why} />
    </div>
  );
}
