/** Runs at once, then at most every `everyMs`; a call in between runs once at the end of the pause. */
export function throttle(run: () => void, everyMs: number): () => void {
  let pausing = false;
  let again = false;
  return function call(): void {
    if (pausing) {
      again = true;
      return;
    }
    pausing = true;
    run();
    setTimeout(() => {
      pausing = false;
      if (!again) return;
      again = false;
      call();
    }, everyMs);
  };
}
