/** As a form's `ref`: Ctrl+Enter, or Command+Enter, sends the form from wherever in it the focus is, a text area included. */
export function submitByKeys(form: HTMLFormElement): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    // Enter alone would press the button that has the focus, or send the form a second time.
    event.preventDefault();
    form.requestSubmit();
  }
  form.addEventListener("keydown", onKeyDown);
  return () => form.removeEventListener("keydown", onKeyDown);
}
