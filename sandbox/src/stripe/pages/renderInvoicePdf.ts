import type Stripe from "stripe";
import { formatDate, formatMoney } from "./formatMoney.ts";

/** A4 in points. */
const PAGE = { width: 595, height: 842 };
const LEFT = 56;
const RIGHT = PAGE.width - 56;
const MAX_LINES = 24;

/** Helvetica's widths in thousandths of its size, near enough to set numbers flush right. */
const widthOf = (text: string, size: number) =>
  Array.from(text).reduce((sum, letter) => sum + (/[.,:;'|il ]/.test(letter) ? 278 : 556), 0) *
  (size / 1000);

/** An invoice as a PDF of one page. */
export function renderInvoicePdf(invoice: Stripe.Invoice): Uint8Array<ArrayBuffer> {
  const { currency, lines } = invoice;
  const money = (amount: number) => formatMoney(amount, currency);
  const page = new Page();
  page.text(LEFT, "Invoice", 24, true);
  page.down(34);
  const facts: [string, string | null][] = [
    ["Invoice number", invoice.number],
    ["Date", formatDate(invoice.status_transitions.finalized_at ?? invoice.created)],
    ["Status", invoice.status],
    ["Billed to", invoice.customer_name ?? invoice.customer_email],
  ];
  for (const [label, value] of facts) {
    if (value === null) continue;
    page.text(LEFT, label, 10, true);
    page.text(LEFT + 110, value, 10);
    page.down(16);
  }
  page.down(18);
  page.text(LEFT, "Description", 10, true);
  page.right("Amount", 10, true);
  page.down(8);
  page.rule();
  for (const { description, amount, period } of lines.data.slice(0, MAX_LINES)) {
    page.down(16);
    page.text(LEFT, shorten(description ?? ""), 10);
    page.right(money(amount), 10);
    page.down(11);
    page.text(LEFT, `${formatDate(period.start)} - ${formatDate(period.end)}`, 8);
  }
  const more = lines.data.length - MAX_LINES;
  if (more > 0) {
    page.down(16);
    page.text(LEFT, `and ${more} more`, 10);
  }
  page.down(10);
  page.rule();
  const fromBalance = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  const totals: [string, number][] = [
    ["Total", invoice.total],
    ...(fromBalance === 0 ? [] : [["Applied balance", -fromBalance] satisfies [string, number]]),
    ["Amount due", invoice.amount_due],
    ["Amount paid", invoice.amount_paid],
  ];
  for (const [label, amount] of totals) {
    page.down(16);
    page.text(RIGHT - 200, label, 10, true);
    page.right(money(amount), 10);
  }
  page.down(40);
  page.text(LEFT, "Made by the sandbox in the place of Stripe. No money moved.", 8);
  return page.toPdf();
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Draws from the top of a page down, and writes it as a PDF (ISO 32000-1, 7.5). */
class Page {
  #y = PAGE.height - 72;
  readonly #drawn: string[] = [];

  down(points: number): void {
    this.#y -= points;
  }

  text(x: number, text: string, size: number, bold = false): void {
    const font = bold ? "F2" : "F1";
    this.#drawn.push(
      `BT /${font} ${size} Tf ${x.toFixed(1)} ${this.#y} Td (${escape(text)}) Tj ET`,
    );
  }

  right(text: string, size: number, bold = false): void {
    this.text(RIGHT - widthOf(text, size), text, size, bold);
  }

  rule(): void {
    this.#drawn.push(`0.5 w 0.7 G ${LEFT} ${this.#y} m ${RIGHT} ${this.#y} l S`);
  }

  toPdf(): Uint8Array<ArrayBuffer> {
    const content = this.#drawn.join("\n");
    const font = (name: string) =>
      `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
    const objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents 6 0 R /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>`,
      font("Helvetica"),
      font("Helvetica-Bold"),
      `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    ];
    let file = "%PDF-1.4\n";
    const offsets = objects.map((object, index) => {
      const offset = file.length;
      file += `${index + 1} 0 obj\n${object}\nendobj\n`;
      return offset;
    });
    const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
    const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join("")}`;
    const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
    return new Uint8Array(Buffer.from(file + table + trailer, "latin1"));
  }
}

/** The few letters beyond Latin-1 that texts of invoices use, as WinAnsi has them; others are question marks. */
const WIN_ANSI: Readonly<Record<string, string>> = {
  "…": "\u0085",
  "‘": "\u0091",
  "’": "\u0092",
  "“": "\u0093",
  "”": "\u0094",
  "•": "\u0095",
  "–": "\u0096",
  "—": "\u0097",
  "€": "\u0080",
};

function escape(text: string): string {
  return Array.from(text)
    .map(
      (letter) =>
        WIN_ANSI[letter] ?? (letter.charCodeAt(0) > 255 || letter.length > 1 ? "?" : letter),
    )
    .join("")
    .replaceAll(/[\\()]/g, String.raw`\$&`)
    .replaceAll(/[\r\n]/g, " ");
}
