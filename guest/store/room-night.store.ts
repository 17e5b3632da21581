import type { Tx } from "../../platform/tx";

export interface Sold {
  night: string;
  confirmation: string;
}

/** The first of these nights on which the room is sold to another reservation; null when it is free. The room is locked. */
export async function findSold(
  tx: Tx,
  roomId: string,
  nights: readonly string[],
  reservationId: string,
): Promise<Sold | null> {
  const { rows } = await tx.query<Sold>(
    `SELECT n.night, s.confirmation FROM room_night n JOIN reservation s ON s.id = n.reservation_id
     WHERE n.room_id = $1 AND n.night = ANY($2::date[]) AND n.reservation_id <> $3 ORDER BY n.night LIMIT 1`,
    [roomId, nights, reservationId],
  );
  return rows[0] ?? null;
}

/** Sells exactly these nights to the reservation, and frees what else it had. The rooms are locked, and nothing of it is sold (findSold). */
export async function holdNights(
  tx: Tx,
  reservationId: string,
  held: { roomId: string; nights: readonly string[] } | null,
): Promise<void> {
  await tx.query(
    `DELETE FROM room_night WHERE reservation_id = $1 AND ($2::uuid IS NULL OR room_id <> $2 OR night <> ALL($3::date[]))`,
    [reservationId, held?.roomId ?? null, held?.nights ?? []],
  );
  if (held === null || held.nights.length === 0) return;
  await tx.query(
    `INSERT INTO room_night (room_id, night, reservation_id)
     SELECT $2, night, $1 FROM unnest($3::date[]) AS n (night)
     WHERE NOT EXISTS (SELECT FROM room_night h WHERE h.room_id = $2 AND h.night = n.night AND h.reservation_id = $1)
     ORDER BY night`,
    [reservationId, held.roomId, held.nights],
  );
}
