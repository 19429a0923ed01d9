import type { Handlers } from "../http/mountApi.ts";
import { getUser } from "./getUser.ts";
import { grantToken } from "./grantToken.ts";
import { logout } from "./logout.ts";
import { requestPasswordReset } from "./requestPasswordReset.ts";
import { resendVerification } from "./resendVerification.ts";
import { resetPassword } from "./resetPassword.ts";
import { signUp } from "./signUp.ts";
import { updateUser } from "./updateUser.ts";
import { verify } from "./verify.ts";

/** Sign-in, sign-up and the proof of addresses. */
export const handlers = {
  signUp,
  token: grantToken,
  getUser,
  updateUser,
  logout,
  requestPasswordReset,
  resetPassword,
  verify,
  resendVerification,
} satisfies Partial<Handlers>;
