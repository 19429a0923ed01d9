import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { queries } from "../../api/queries.ts";
import { Gate } from "../../ui/Gate.tsx";
import { FirstList } from "./FirstList.tsx";
import { NameOrganization } from "./NameOrganization.tsx";

/** The first run: the organisation gets its name, then the first leads come in. */
export function WelcomeScreen() {
  const { data: me } = useQuery(queries.me);
  if (!me) return null;
  if (!me.membership) return <Navigate to="/today" replace />;
  const { organization, role } = me.membership;
  if (role === "admin" && !organization.isNamed)
    return (
      <Gate title="What is your organization called?" footer={<Steps now={1} />}>
        <NameOrganization />
      </Gate>
    );
  return (
    <Gate title="Whom will you call?" footer={<Steps now={2} />}>
      <FirstList />
    </Gate>
  );
}

function Steps({ now }: { now: 1 | 2 }) {
  return (
    <p className="flex items-center gap-2">
      {[1, 2].map((step) => (
        <span
          key={step}
          aria-hidden
          className={`h-1 w-8 rounded-full ${step <= now ? "bg-accent" : "bg-line"}`}
        />
      ))}
      <span className="ml-1">Step {now} of 2</span>
    </p>
  );
}
