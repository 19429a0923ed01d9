import { ErasureCard } from "./ErasureCard.tsx";
import { ExportCard } from "./ExportCard.tsx";
import { JobsCard } from "./JobsCard.tsx";

/** Export of the organisation and erasure of a person. */
export function DataSection() {
  return (
    <>
      <ExportCard />
      <ErasureCard />
      <JobsCard />
    </>
  );
}
