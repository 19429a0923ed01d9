import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { callApi } from "../../api/callApi.ts";
import { queries } from "../../api/queries.ts";
import { linkTokenFrom } from "../../app/linkTokenFrom.ts";
import { Button } from "../../ui/Button.tsx";
import { buttonClass } from "../../ui/buttonClass.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Gate } from "../../ui/Gate.tsx";

/** Behind the mailed link: proves the address. Opening the page does nothing; only the button acts. */
export function VerifyEmailScreen() {
  const token = linkTokenFrom(useLocation({ select: (location) => location.hash }));
  const queryClient = useQueryClient();
  const me = useQuery({ ...queries.me, retry: false });
  const verify = useMutation({
    mutationFn: (given: string) => callApi("verify", { body: { token: given } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: queries.me.queryKey }),
  });
  const wayIn = me.isSuccess ? (
    <Link to="/today" className={buttonClass("primary", "large")}>
      Go to SalesPulse
    </Link>
  ) : (
    <Link to="/sign-in" className={buttonClass("primary", "large")}>
      Sign in
    </Link>
  );
  if (verify.isSuccess)
    return (
      <Gate title="Your address is confirmed">
        <output className="mb-5 flex items-start gap-2">
          <CircleCheck aria-hidden size={20} className="shrink-0 text-accent-text" />
          <span>
            <span className="font-medium">{verify.data.email}</span> is yours. You can call now; a
            window of SalesPulse that is open already knows it as soon as you return to it.
          </span>
        </output>
        {wayIn}
      </Gate>
    );
  if (token === undefined)
    return (
      <Gate title="This link is not whole">
        <p className="mb-4 text-ink-muted">
          Part of it was lost on the way. Copy all of it from our mail, or have it sent again from
          SalesPulse.
        </p>
        {wayIn}
      </Gate>
    );
  return (
    <Gate title="Confirm your address">
      <p className="mb-5 text-ink-muted">
        This shows that our mail reached you. It is needed before you call.
      </p>
      <div className="flex flex-col gap-4">
        <ErrorNotice error={verify.error} />
        <Button
          look="primary"
          size="large"
          busy={verify.isPending}
          onClick={() => verify.mutate(token)}
        >
          Confirm my address
        </Button>
        {verify.isError && (
          <p className="text-ink-muted">
            Signed in, you find “Send again” at the top of SalesPulse.{" "}
            <Link to="/today" className="underline">
              Go there
            </Link>
          </p>
        )}
      </div>
    </Gate>
  );
}
