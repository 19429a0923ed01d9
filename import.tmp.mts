import { readFileSync } from "node:fs";
import Papa from "papaparse";
const O = "http://localhost:8841";
const h = (cookie = "") => ({ "content-type": "application/json", origin: O, cookie });
const login = await fetch(O + "/auth/v1/token?grant_type=password", { method: "POST", headers: h(), body: JSON.stringify({ email: "admin@harborlight.example", password: "harborlight-demo-2026" }) });
const cookie = login.headers.getSetCookie().map((c) => c.split(";")[0]).join("; ");
const call = async (m: string, p: string, b?: unknown) => { const r = await fetch(O + p, { method: m, headers: h(cookie), body: b === undefined ? undefined : JSON.stringify(b) }); const t = await r.text(); if (!r.ok) throw new Error(p + " " + r.status + t.slice(0, 400)); return JSON.parse(t); };
const id = crypto.randomUUID();
await call("POST", "/api/lists", { id, name: process.argv[2] + id.slice(0, 4) });
let rows: any[] = [];
if (process.argv[2] === "hospitals") {
  const csv = Papa.parse<Record<string, string>>(readFileSync("/work/shared/data/us-hospitals.csv", "utf8"), { header: true, skipEmptyLines: true }).data;
  rows = csv.map((r, i) => { const { "Hospital Name": name, Address: address, City: city, State: state, "ZIP Code": postalCode, "Phone Number": phone, ...custom } = r; return { rowNumber: i + 1, fields: { name, address, city, state, postalCode, phone }, custom }; });
} else {
  const n = Number(process.argv[3] ?? 50000);
  const first = ["Ada", "Jon", "Mei", "Sam", "Priya", "Walt", "Leilani", "Erik"], last = ["Okafor", "Ortiz", "Tanaka", "Whitfield", "Raman", "Begay", "Kahale", "Lund", "Fields"], st = [["NY", "10001"], ["CA", "94107"], ["TX", "77001"], ["IL", "60607"], ["TN", "37203"]], codes = ["212", "415", "713", "312", "615"];
  for (let i = 0; i < n; i++) { const s = i % 5; const x = String(Number(process.argv[4] ?? 2000000) + i); rows.push({ rowNumber: i + 1, fields: { name: first[i % 8] + " " + last[i % 9], company: "Company " + (i % 997), title: "Buyer", phone: `(${codes[s]}) ${x.slice(0, 3)}-${x.slice(3)}`, email: `lead${process.argv[4] ?? ""}${i}@example.com`, address: i + " Main Street", city: "Town", state: st[s]![0], postalCode: st[s]![1] }, custom: { Beds: String(i % 400), Type: "Acute Care", Owner: "Voluntary", Region: "North" } }); }
}
const slices: any[] = []; for (let i = 0; i < rows.length; i += 500) slices.push(rows.slice(i, i + 500));
const t = performance.now(); let added = 0; const reasons: Record<string, number> = {}; let at = 0;
await Promise.all([1, 2, 3].map(async () => { while (at < slices.length) { const s = slices[at++]; const a = await call("POST", `/api/lists/${id}/leads`, { rows: s }); added += a.added; for (const r of a.refused) reasons[r.reason + (r.leadId ? "+id" : "")] = (reasons[r.reason + (r.leadId ? "+id" : "")] ?? 0) + 1; } }));
console.log(rows.length, "rows", Math.round(performance.now() - t), "ms; added", added, reasons);
const t2 = performance.now(); const lists = await call("GET", "/api/lists"); console.log("lists", Math.round(performance.now() - t2), "ms", lists.lists.find((l: any) => l.id === id));
if (process.argv[2] === "hospitals") { const zones: any = {}; const un: any[] = []; let cursor: any; do { const p = await call("POST", "/api/leads/find", { listId: id, limit: 1000, ...(cursor ? { cursor } : {}) }); for (const l of p.leads) { zones[l.timeZoneSource] = (zones[l.timeZoneSource] ?? 0) + 1; zones[l.timeZone] = (zones[l.timeZone] ?? 0) + 1; if (!l.timeZone) un.push([l.name, l.city, l.state, l.postalCode, l.phone].join("|")); } cursor = p.nextCursor; } while (cursor); console.log(zones, un.slice(0, 30)); }
for (const s of ["a", "qq", "ok", "lead4999", "mercy", "(415) 20", "company 99 okafor", "nothing here"]) { const ts: number[] = []; let n = 0; for (let i = 0; i < 7; i++) { const t = performance.now(); n = (await call("POST", "/api/leads/find", { search: s, limit: 100 })).leads.length; ts.push(performance.now() - t); } console.log("find", JSON.stringify(s), n, ts.map((x) => Math.round(x)).sort((a, b) => a - b)[3], "ms median"); }
