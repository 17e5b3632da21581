import type { FilePurpose } from "../contract/types";

/** A small file of a demo hotel. */
export interface DemoFile {
  name: string;
  purpose: FilePurpose;
  /** Whose it is: the first with this role, else whoever is first at the hotel. */
  role: string;
  /** Of the task that has it; a file without one belongs to nothing yet. */
  task?: string;
  /** A picture as SVG, or the lines of a page. */
  content: { picture: string } | { lines: readonly string[] };
}

const drawing = (shapes: string): { picture: string } => ({
  picture: `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720" viewBox="0 0 96 72">${shapes}</svg>`,
});

/** Water runs out of an air conditioner, down the wall. */
const DRIP = drawing(
  `<rect width="96" height="72" fill="#e9e2d6"/><rect y="60" width="96" height="12" fill="#b59a78"/>
  <rect x="18" y="10" width="56" height="15" rx="3" fill="#fafafa" stroke="#c9c9c9"/><path d="M22 21h48" stroke="#b8bcc0" stroke-width="1.6"/>
  <path d="M30 25c-1 12 1 22-1 35h9c-2-12 1-24-1-35z" fill="#c9b996" opacity=".8"/>
  <g fill="#6fa8c9"><circle cx="33" cy="30" r="1.3"/><circle cx="34.5" cy="41" r="1.6"/><circle cx="32.5" cy="52" r="1.8"/></g>
  <ellipse cx="34" cy="62" rx="11" ry="2.2" fill="#8fbcd6" opacity=".85"/>`,
);

/** A bed that is made. */
const BED = drawing(
  `<rect width="96" height="72" fill="#dfe7e4"/><rect y="54" width="96" height="18" fill="#a98664"/>
  <rect x="14" y="18" width="68" height="26" rx="3" fill="#6d5640"/><rect x="16" y="38" width="64" height="24" rx="2" fill="#fbfbf8"/>
  <rect x="16" y="48" width="64" height="14" fill="#2f6f78"/><g fill="#ffffff" stroke="#d8d8d2"><rect x="20" y="31" width="25" height="11" rx="4"/><rect x="51" y="31" width="25" height="11" rx="4"/></g>
  <rect x="84" y="44" width="9" height="18" fill="#6d5640"/><path d="M85 34h7l-2-7h-3z" fill="#f2d58a"/><path d="M88.500 34v10" stroke="#555" stroke-width="1"/>`,
);

const OFFER = [
  "Offer 2041",
  "Air conditioning, room 107",
  "Condensate pump, replaced   148.00",
  "Work, 2 hours                96.00",
  "Total                       244.00",
];

/** What lies in the files of each demo hotel. */
export const DEMO_FILES: readonly DemoFile[] = [
  { name: "drip-107.png", purpose: "task_evidence", role: "owner", task: "Air conditioning drips", content: DRIP },
  {
    name: "offer-107.pdf",
    purpose: "task_evidence",
    role: "manager",
    task: "Air conditioning drips",
    content: { lines: OFFER },
  },
  { name: "room-204.png", purpose: "task_evidence", role: "housekeeper", task: "Make up room", content: BED },
  { name: "offer-2041.pdf", purpose: "receipt", role: "owner", content: { lines: OFFER } },
];

/** A PDF of one page with these lines, of Latin letters. */
export function pageOf(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => line.replace(/[()\\]/g, (sign) => `\\${sign}`));
  const text = `BT /F1 12 Tf 56 780 Td 18 TL ${escaped.map((line) => `(${line}) Tj T*`).join(" ")} ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${text.length}>>stream\n${text}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
  ];
  let body = "%PDF-1.4\n";
  const starts = objects.map((object, i) => {
    const start = body.length;
    body += `${i + 1} 0 obj${object}endobj\n`;
    return start;
  });
  const table = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + tail, "latin1");
}
