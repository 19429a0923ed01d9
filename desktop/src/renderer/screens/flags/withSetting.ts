import type { AdminFlag, FlagSetting } from "#shared/flags";

/** The flags with one setting changed: the organization's, or (with a person) theirs. */
export function withSetting(
  { flags }: { flags: AdminFlag[] },
  key: string,
  userId: string | null,
  on: FlagSetting,
): { flags: AdminFlag[] } {
  return {
    flags: flags.map((flag) => {
      if (flag.key !== key) return flag;
      if (userId === null) return { ...flag, organization: on };
      const others = flag.people.filter((person) => person.userId !== userId);
      return { ...flag, people: on === null ? others : [...others, { userId, on }] };
    }),
  };
}
