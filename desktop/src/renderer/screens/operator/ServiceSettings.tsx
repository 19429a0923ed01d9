import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries.ts";
import { host } from "../../host/host.ts";
import { Card } from "../../ui/Card.tsx";
import { NotLoaded } from "../../ui/NotLoaded.tsx";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { ServiceSettingsForm } from "./ServiceSettingsForm.tsx";

/** What is set for the whole service. */
export function ServiceSettings() {
  const { data, error } = useQuery(queries.serviceSettings);
  const version = useQuery({
    queryKey: ["desktop-version"],
    queryFn: () => host.version(),
    staleTime: Infinity,
  });
  return (
    <Card title="Service settings">
      {data && version.isFetched ? (
        <ServiceSettingsForm
          // What another operator sets meanwhile replaces what is on this screen.
          key={JSON.stringify(data)}
          settings={data}
          consoleVersion={version.data ?? null}
        />
      ) : error ? (
        <NotLoaded error={error} className="m-4" />
      ) : (
        <SkeletonRows rows={2} label="Loading the settings" />
      )}
    </Card>
  );
}
