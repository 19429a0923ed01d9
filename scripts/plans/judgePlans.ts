import type { Catalogue, Plan } from "#shared/plans";

/** A mistake, and where in the file it is. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** As much of the catalogue as could be read, so that a malformed plan hides what makes no sense in itself alone. */
export interface ReadablePlans {
  readonly plans: readonly { readonly index: number; readonly plan: Plan }[];
  readonly sim: Catalogue["sim"] | undefined;
  readonly voice: Catalogue["voice"] | undefined;
}

/** What is well-formed and makes no sense. */
export function judgePlans(read: ReadablePlans): Fault[] {
  const { plans, sim, voice } = read;
  return [
    ...plans.flatMap(({ index, plan }) => judgeOne(index, plan)),
    ...judgeOrder(plans),
    ...(sim === undefined ? [] : judgeBundle("sim", sim)),
    ...(voice === undefined ? [] : judgeBundle("voice", voice)),
    ...(voice !== undefined && voice.single.variable === voice.bundle.variable
      ? [{ path: ["voice", "bundle", "variable"], reason: "is the variable of the single one" }]
      : []),
    ...judgeNames(read),
  ];
}

function judgeOne(index: number, { id, price, contact, allows }: Plan): Fault[] {
  const faults: Fault[] = [];
  const say = (path: readonly PropertyKey[], reason: string) =>
    faults.push({ path: ["plans", index, ...path], reason });
  if (index === 0 && id !== "free") {
    say(["id"], "must be free: the first plan is what an organization has that never paid");
  }
  if (id === "free") {
    if (index > 0) say(["id"], "must be the first plan");
    if (price !== null) say(["price"], "must be null: the free plan costs nothing");
    if (contact !== null) say(["contact"], "must be null: everybody has the free plan");
  } else if (price === null && contact === null) {
    say(["price"], "has neither a price nor a contact: nobody could have it");
  } else if (price !== null && contact !== null) {
    say(["contact"], "must be null where there is a price");
  }
  if (price?.seats) {
    if (price.seats.min > price.seats.max) say(["price", "seats", "min"], "is more than max");
    if (allows.seats !== null) {
      say(["allows", "seats"], "must be null: a plan by the seat allows as many as are bought");
    }
  }
  allows.features.forEach((feature, at) => {
    if (allows.features.indexOf(feature) < at) {
      say(["allows", "features", at], `${feature} is named twice`);
    }
  });
  return faults;
}

/** Each plan allows at least what the one before does, so that more is always more. */
function judgeOrder(plans: ReadablePlans["plans"]): Fault[] {
  return plans.slice(1).flatMap(({ index, plan }, at) => {
    const before = plans[at]?.plan;
    if (before === undefined) return [];
    const path = ["plans", index, "allows"];
    const bounds = (["seats", "simLines", "lists", "historyDays"] as const).flatMap((bound) => {
      const [mine, theirs] = [plan.allows[bound], before.allows[bound]];
      return mine === null || (theirs !== null && mine >= theirs)
        ? []
        : [
            {
              path: [...path, bound],
              reason: `is less than ${before.id} allows (${theirs ?? "no bound"})`,
            },
          ];
    });
    const lost = before.allows.features.filter(
      (feature) => !plan.allows.features.includes(feature),
    );
    return [
      ...bounds,
      ...lost.map((feature) => ({
        path: [...path, "features"],
        reason: `lacks ${feature}, which ${before.id} has`,
      })),
    ];
  });
}

function judgeBundle(section: "sim" | "voice", { single, bundle }: Catalogue["sim"]): Fault[] {
  const faults: Fault[] = [];
  // Any number of lines can be had only by ones.
  if (single.lines !== 1) faults.push({ path: [section, "single", "lines"], reason: "must be 1" });
  if (bundle.lines <= single.lines) {
    faults.push({
      path: [section, "bundle", "lines"],
      reason: "must be more than the single one's",
    });
  }
  const apart = single.amountCents * bundle.lines;
  if (bundle.amountCents * single.lines >= apart) {
    faults.push({
      path: [section, "bundle", "amountCents"],
      reason: `must be less than ${bundle.lines} single ones cost (${apart})`,
    });
  }
  return faults;
}

function judgeNames({ plans, sim, voice }: ReadablePlans): Fault[] {
  const addOns = Object.entries({ sim, voice }).flatMap(([section, addOn]) =>
    addOn === undefined
      ? []
      : (["single", "bundle"] as const).map((size) => ({
          path: [section, size, "lookupKey"],
          name: addOn[size].lookupKey,
        })),
  );
  const keys = plans.flatMap(({ index, plan }) =>
    plan.price === null
      ? []
      : [{ path: ["plans", index, "price", "lookupKey"], name: plan.price.lookupKey }],
  );
  const of = (field: "id" | "name") =>
    plans.map(({ index, plan }) => ({ path: ["plans", index, field], name: plan[field] }));
  return [of("id"), of("name"), [...keys, ...addOns]].flatMap((named) =>
    named
      .filter(({ name }, at) => named.findIndex((other) => other.name === name) < at)
      .map(({ path, name }) => ({ path, reason: `${name} is taken` })),
  );
}
