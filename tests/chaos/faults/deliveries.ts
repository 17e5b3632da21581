import { insist } from "../insist";
import type { Fault } from "../scene";
import { lasting, seconds } from "./lasting";

/** A broker may deliver twice, late and in another order; so does the host's queue with this trigger. */
const DISORDER = `
  create or replace function chaos_disorder() returns trigger language plpgsql as $$
  begin
    if pg_trigger_depth() > 1 then return new; end if;
    if random() < 0.5 then
      insert into delivery (queue, due_at, message_id, published_at, expires_at, payload, parent_trace, correlation)
      values (new.queue, new.due_at + random() * interval '1500 ms', new.message_id, new.published_at, new.expires_at,
        new.payload, new.parent_trace, new.correlation);
    end if;
    if random() < 0.5 then
      new.due_at := new.due_at + random() * interval '1500 ms';
    end if;
    return new;
  end $$;
  create or replace trigger chaos_disorder before insert on delivery for each row execute function chaos_disorder();`;
const ORDER = "drop trigger if exists chaos_disorder on delivery";

/** For a while half of the deliveries come twice, and half of them late. */
export const disorderDeliveries: Fault = async (scene, random) => {
  const ms = random.between(1000, 6000);
  await insist(() => scene.postgres.query("lobby__pubsub", DISORDER));
  await lasting(scene, ms);
  await insist(() => scene.postgres.query("lobby__pubsub", ORDER));
  return seconds(ms);
};

/** Every batch of the last while is delivered once more, in no order. */
export const repeatBatches: Fault = async (scene) => {
  const batches = await insist(() =>
    scene.postgres.query<{ payload: string }>(
      "lobby_finance",
      `SELECT json_build_object('service', 'finance', 'orgId', org_id, 'batchNo', batch_no, 'events', events)::text AS payload
       FROM outbox_batch ORDER BY numbered_at DESC LIMIT 200`,
    ),
  );
  await insist(() =>
    scene.postgres.query(
      "lobby__pubsub",
      `INSERT INTO delivery (queue, due_at, message_id, published_at, expires_at, payload)
       SELECT 'finance-events/realtime-finance', $2::timestamptz, 'chaos', $2, $2 + interval '1 day', payload
       FROM unnest($1::text[]) AS payload ORDER BY random()`,
      [batches.map((b) => b.payload), new Date()],
    ),
  );
  return `${batches.length} batches`;
};
