import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { z } from "zod";
import { AppError } from "#shared/errors";
import { queries } from "../api/queries.ts";
import { billingSearchSchema, returnSearchSchema } from "../screens/billing/billingSearch.ts";
import { operatorSearchSchema } from "../screens/operator/operatorSearch.ts";
import { leadsSearchSchema } from "../screens/leads/leadsSearch.ts";
import { SignInScreen } from "../screens/sign-in/SignInScreen.tsx";
import { internalPath } from "./internalPath.ts";
import { NotFound } from "./NotFound.tsx";
import { RouteError } from "./RouteError.tsx";
import { SignedInLayout } from "./SignedInLayout.tsx";

interface RouterContext {
  readonly queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFound });

/** Loads who is signed in, or sends them to the sign-in screen, which leads back here. */
async function requireMe(queryClient: QueryClient, href: string) {
  try {
    return await queryClient.ensureQueryData(queries.me);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_signed_in")
      throw redirect({ to: "/sign-in", search: { next: href } });
    throw error;
  }
}

const next = z.object({
  next: z.string().optional().transform(internalPath).catch(undefined),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: next,
  component: SignInScreen,
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  component: lazyRouteComponent(
    () => import("../screens/sign-up/SignUpScreen.tsx"),
    "SignUpScreen",
  ),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(
    () => import("../screens/reset/ForgotPasswordScreen.tsx"),
    "ForgotPasswordScreen",
  ),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  component: lazyRouteComponent(
    () => import("../screens/reset/ResetPasswordScreen.tsx"),
    "ResetPasswordScreen",
  ),
});
const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  component: lazyRouteComponent(
    () => import("../screens/verify/VerifyEmailScreen.tsx"),
    "VerifyEmailScreen",
  ),
});
const invite = createRoute({
  getParentRoute: () => root,
  path: "/invite",
  component: lazyRouteComponent(() => import("../screens/invite/InviteScreen.tsx"), "InviteScreen"),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  beforeLoad: ({ context, location }) => requireMe(context.queryClient, location.href),
  component: lazyRouteComponent(
    () => import("../screens/first-run/WelcomeScreen.tsx"),
    "WelcomeScreen",
  ),
});
const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/today", replace: true });
  },
});

const billingReturn = createRoute({
  getParentRoute: () => root,
  path: "/billing/return",
  validateSearch: returnSearchSchema,
  component: lazyRouteComponent(
    () => import("../screens/billing/ReturnScreen.tsx"),
    "ReturnScreen",
  ),
});
const billingCancelled = createRoute({
  getParentRoute: () => root,
  path: "/billing/cancelled",
  validateSearch: returnSearchSchema,
  component: lazyRouteComponent(
    () => import("../screens/billing/CancelledScreen.tsx"),
    "CancelledScreen",
  ),
});

const framed = createRoute({
  getParentRoute: () => root,
  id: "framed",
  beforeLoad: async ({ context, location }) => {
    const { membership } = await requireMe(context.queryClient, location.href);
    if (membership?.role === "admin" && !membership.organization.isNamed)
      throw redirect({ to: "/welcome" });
  },
  component: SignedInLayout,
});
const today = createRoute({
  getParentRoute: () => framed,
  path: "/today",
  component: lazyRouteComponent(() => import("../screens/today/TodayScreen.tsx"), "TodayScreen"),
});
const dial = createRoute({
  getParentRoute: () => framed,
  path: "/dial",
  validateSearch: z.object({ start: z.boolean().optional().catch(undefined) }),
  component: lazyRouteComponent(
    () => import("../screens/dial/ChooseListScreen.tsx"),
    "ChooseListScreen",
  ),
});
const dialList = createRoute({
  getParentRoute: () => framed,
  path: "/dial/$listId",
  component: lazyRouteComponent(() => import("../screens/dial/DialScreen.tsx"), "DialScreen"),
});
const dialSingle = createRoute({
  getParentRoute: () => framed,
  path: "/dial/single",
  component: lazyRouteComponent(
    () => import("../screens/dial/DialSingleScreen.tsx"),
    "DialSingleScreen",
  ),
});
const dialLead = createRoute({
  getParentRoute: () => framed,
  path: "/dial/lead/$leadId",
  component: lazyRouteComponent(
    () => import("../screens/dial/DialLeadScreen.tsx"),
    "DialLeadScreen",
  ),
});
const leads = createRoute({
  getParentRoute: () => framed,
  path: "/leads",
  validateSearch: leadsSearchSchema,
  component: lazyRouteComponent(() => import("../screens/leads/LeadsScreen.tsx"), "LeadsScreen"),
});
const lead = createRoute({
  getParentRoute: () => framed,
  path: "/leads/$leadId",
  component: lazyRouteComponent(() => import("../screens/leads/LeadScreen.tsx"), "LeadScreen"),
});
const lists = createRoute({
  getParentRoute: () => framed,
  path: "/lists",
  component: lazyRouteComponent(() => import("../screens/lists/ListsScreen.tsx"), "ListsScreen"),
});
const importLeads = createRoute({
  getParentRoute: () => framed,
  path: "/import",
  component: lazyRouteComponent(() => import("../screens/import/ImportScreen.tsx"), "ImportScreen"),
});
const team = createRoute({
  getParentRoute: () => framed,
  path: "/team",
  component: lazyRouteComponent(() => import("../screens/team/TeamScreen.tsx"), "TeamScreen"),
});
const billing = createRoute({
  getParentRoute: () => framed,
  path: "/billing",
  validateSearch: billingSearchSchema,
  component: lazyRouteComponent(
    () => import("../screens/billing/BillingScreen.tsx"),
    "BillingScreen",
  ),
});
const admin = createRoute({
  getParentRoute: () => framed,
  path: "/admin",
  beforeLoad: () => {
    throw redirect({ to: "/admin/$section", params: { section: "members" }, replace: true });
  },
});
const adminSection = createRoute({
  getParentRoute: () => framed,
  path: "/admin/$section",
  validateSearch: z.object({
    item: z.uuid().optional().catch(undefined),
    invite: z.boolean().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("../screens/admin/AdminScreen.tsx"), "AdminScreen"),
});
const operator = createRoute({
  getParentRoute: () => framed,
  path: "/operator",
  beforeLoad: () => {
    throw redirect({
      to: "/operator/$section",
      params: { section: "organizations" },
      replace: true,
    });
  },
});
const operatorSection = createRoute({
  getParentRoute: () => framed,
  path: "/operator/$section",
  validateSearch: operatorSearchSchema,
  component: lazyRouteComponent(
    () => import("../screens/operator/OperatorScreen.tsx"),
    "OperatorScreen",
  ),
});
const settings = createRoute({
  getParentRoute: () => framed,
  path: "/settings",
  beforeLoad: () => {
    throw redirect({ to: "/settings/$section", params: { section: "profile" }, replace: true });
  },
});
const settingsSection = createRoute({
  getParentRoute: () => framed,
  path: "/settings/$section",
  validateSearch: z.object({ item: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(
    () => import("../screens/settings/SettingsScreen.tsx"),
    "SettingsScreen",
  ),
});

const routeTree = root.addChildren([
  home,
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  verifyEmail,
  invite,
  welcome,
  billingReturn,
  billingCancelled,
  framed.addChildren([
    today,
    dial,
    dialList,
    dialSingle,
    dialLead,
    leads,
    lead,
    lists,
    importLeads,
    team,
    billing,
    admin,
    adminSection,
    operator,
    operatorSection,
    settings,
    settingsSection,
  ]),
]);

/** All the screens by their addresses. The Worker mails some of these paths, so they do not change. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultErrorComponent: RouteError,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
