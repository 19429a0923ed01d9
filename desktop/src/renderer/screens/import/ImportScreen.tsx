import { useImport } from "../../import/importStore.ts";
import { Page } from "../../ui/Page.tsx";
import { ChooseFile } from "./ChooseFile.tsx";
import { ImportProgress } from "./ImportProgress.tsx";
import { ImportReport } from "./ImportReport.tsx";
import { MatchColumns } from "./MatchColumns.tsx";

/** A file becomes a list: choose, match, send, see what was taken. */
export function ImportScreen() {
  const state = useImport();
  switch (state.kind) {
    case "choosing":
    case "reading":
      return <ChooseFile state={state} />;
    case "matching":
      return <MatchColumns state={state} />;
    case "running":
    case "stopped":
      return (
        <Page title={`Importing ${state.listName}`} narrow>
          <ImportProgress state={state} />
        </Page>
      );
    case "done":
      return <ImportReport state={state} />;
    default:
      return state satisfies never;
  }
}
