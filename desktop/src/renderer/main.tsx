import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod";
import { watchConnection } from "./api/connection.ts";
import { createAppRouter } from "./app/createAppRouter.ts";
import { createQueryClient } from "./app/createQueryClient.ts";
import { internalPath } from "./app/internalPath.ts";
import { watchFocus } from "./app/watchFocus.ts";
import { followTheme } from "./app/theme.ts";
import { host } from "./host/host.ts";
import { listenToKeys } from "./keys/useKeys.ts";
import { Toasts } from "./ui/Toasts.tsx";

// Our CSP allows no eval; told so, zod does not try it, and no violation is reported.
config({ jitless: true });
followTheme();
watchConnection();
watchFocus();
listenToKeys();

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
host.onDeepLink((path) => {
  const inside = internalPath(path);
  if (inside !== undefined) router.history.push(inside);
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      {/* Our CSP allows no style elements. Base UI has one, which only hides a list’s scroll bar. */}
      <CSPProvider disableStyleElements>
        <Tooltip.Provider delay={500}>
          <RouterProvider router={router} />
          <Toasts />
        </Tooltip.Provider>
      </CSPProvider>
    </QueryClientProvider>
  </StrictMode>,
);
