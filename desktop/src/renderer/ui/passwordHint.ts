import { PASSWORD_MIN_LENGTH } from "#shared/password";

/** What a good password is, said before it is asked for. */
export const PASSWORD_HINT = `At least ${PASSWORD_MIN_LENGTH} characters. Three or four unrelated words do well.`;
