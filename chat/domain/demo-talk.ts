export interface DemoHotel {
  propertyId: number;
  /** Those with a login. */
  workers: { personId: string; role: string }[];
}

interface DemoRoom {
  name: string;
  /** Of the first, who opens it; each once. */
  members: string[];
  messages: { senderId: string; content: string; isPublic: boolean }[];
}

type Line = [role: string, content: string, isPublic?: false];

const ROOMS: readonly [name: string, lines: readonly Line[]][] = [
  [
    "Front desk",
    [
      ["manager", "Good morning. We are nearly full tonight, please keep two rooms on the first floor back."],
      ["cashier", "Noted. The terminal at the bar is slow again, I take cards at the desk for now."],
      ["manager", "Room 204 did not settle the minibar. Please ask kindly at check-out.", false],
      ["cashier", "Will do."],
    ],
  ],
  [
    "Housekeeping",
    [
      ["manager", "Two early arrivals at noon. Can 112 and 115 be first today?"],
      ["housekeeper", "112 is ready, 115 in twenty minutes."],
      ["manager", "Thank you, Rita."],
      ["housekeeper", "The tap in 308 drips. Somebody should have a look today."],
    ],
  ],
];

/** What the people of a demo hotel have said to each other; for whom there is nobody of a role, the first of them speaks. */
export function demoTalk({ workers }: DemoHotel): DemoRoom[] {
  const members = [...new Set(workers.map(({ personId }) => personId))];
  const [first] = members;
  if (first === undefined) return [];
  const inRole = (role: string): string => workers.find((worker) => worker.role === role)?.personId ?? first;
  return ROOMS.map(([name, lines]) => ({
    name,
    members,
    messages: lines.map(([role, content, isPublic = true]) => ({ senderId: inRole(role), content, isPublic })),
  }));
}
