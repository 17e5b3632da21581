import type { Family, Labels, Sample } from "./exposition";

/** Upper bounds in seconds; what takes longer is counted under +Inf alone. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface EndpointFigures {
  labels: Labels;
  codes: Map<string, number>;
  /** How many took longer than the bound before and not longer than this one; the last is beyond all bounds. */
  durations: number[];
  seconds: number;
}

/** Requests by endpoint and code, and how long they took. Every request comes by here: one look-up, nothing made. */
export class Requests {
  readonly #byService = new Map<string, Map<string, EndpointFigures>>();

  /** `code`: `ok`, an error code, or `http_101`. Without `seconds`: a stream, or what never reached the endpoint. */
  add(service: string, endpoint: string, code: string, seconds?: number): void {
    const figures = this.#byService.get(service)?.get(endpoint) ?? this.#begin(service, endpoint);
    figures.codes.set(code, (figures.codes.get(code) ?? 0) + 1);
    if (seconds === undefined) return;
    let at = 0;
    while (at < BOUNDS.length && seconds > BOUNDS[at]!) at++;
    figures.durations[at]!++;
    figures.seconds += seconds;
  }

  families(): Family[] {
    const all = [...this.#byService.values()].flatMap((endpoints) => [...endpoints.values()]);
    return [
      {
        name: "e_requests_total",
        help: "Requests by code: ok, an error code, or http_101 for streams",
        type: "counter",
        samples: all.flatMap(({ labels, codes }) =>
          [...codes].map(([code, value]) => ({ labels: { ...labels, code }, value })),
        ),
      },
      {
        name: "e_request_duration_seconds",
        help: "From the admission of a request to its answer",
        type: "histogram",
        samples: all.flatMap(buckets),
      },
    ];
  }

  #begin(service: string, endpoint: string): EndpointFigures {
    const figures = {
      labels: { service, endpoint },
      codes: new Map<string, number>(),
      durations: Array<number>(BOUNDS.length + 1).fill(0),
      seconds: 0,
    };
    const endpoints = this.#byService.get(service) ?? new Map<string, EndpointFigures>();
    this.#byService.set(service, endpoints.set(endpoint, figures));
    return figures;
  }
}

/** Prometheus wants each bucket to count everything up to its bound. */
function buckets({ labels, durations, seconds }: EndpointFigures): Sample[] {
  let upTo = 0;
  const samples: Sample[] = durations.map((count, i) => {
    upTo += count;
    const le = i < BOUNDS.length ? String(BOUNDS[i]) : "+Inf";
    return { suffix: "_bucket", labels: { ...labels, le }, value: upTo };
  });
  if (upTo === 0) return [];
  return [...samples, { suffix: "_sum", labels, value: seconds }, { suffix: "_count", labels, value: upTo }];
}
