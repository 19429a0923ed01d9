import { randomUUID } from "node:crypto";
import { fictionalLead } from "../scale/fictionalLead.ts";
import { seededRandom } from "../scale/seededRandom.ts";
import { seedLeads } from "../scale/seedLeads.ts";
import { startScale, type Person } from "../scale/startScale.ts";
import { round, summarize } from "../scale/summarize.ts";
import type { Measure } from "./Measure.ts";

/** Names, companies, numbers and addresses as people type them; one that is found nowhere. */
export const TYPED = [
  "ada kowalski",
  "northwind",
  "harbor freight",
  "garcia",
  "4155550",
  "lead4711@",
  "seattle",
  "zzyzx",
] as const;
const PAGE = 100;

/**
 * How long a search takes over many leads, asked at each character as somebody types, beside the same page of
 * leads unsearched: for a manager, who sees all, and for a rep.
 */
export const searchMeasure: Measure = {
  name: "search",
  run: async ({ root, endings, rows: count, seed, tell }) => {
    const scale = await startScale({ root, endings, reps: 1, log: tell });
    const [rep] = scale.reps;
    if (rep === undefined) throw new Error("There is no rep.");
    const random = seededRandom(seed);
    await seedLeads(
      scale.database,
      scale.organizationId,
      Array.from({ length: count }, (_, index) => ({
        id: randomUUID(),
        ...fictionalLead(index, random),
        ownerId: index % 3 === 0 ? rep.id : null,
      })),
    );
    const measure = async (person: Person) => {
      const ask = async (search: string) => {
        const began = performance.now();
        await person.client.call("findLeads", { body: { search, limit: PAGE } });
        return performance.now() - began;
      };
      await ask("");
      const bare: number[] = [];
      const searched: number[] = [];
      let slowest = { text: "", ms: 0 };
      for (const text of TYPED)
        for (let length = 1; length <= text.length; length += 1) {
          bare.push(await ask(""));
          const ms = await ask(text.slice(0, length));
          searched.push(ms);
          if (ms > slowest.ms) slowest = { text: text.slice(0, length), ms: round(ms) };
        }
      const [whole, plain] = [summarize(searched), summarize(bare)];
      return {
        ms: { ...whole },
        slowest,
        unsearchedMs: { ...plain },
        p50ToUnsearched: round(whole.p50 / plain.p50),
        p95ToUnsearched: round(whole.p95 / plain.p95),
      };
    };
    return { leads: count, manager: await measure(scale.manager), rep: await measure(rep) };
  },
};
