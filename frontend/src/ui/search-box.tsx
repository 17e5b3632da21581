import { Search } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";

/** Typing rests this long before the search starts. */
const TYPING_MS = 250;

interface SearchBoxProps {
  label: string;
  placeholder: string;
  maxLength: number;
  value: string;
  /** Called when the typing rests. */
  onChange: (value: string) => void;
}

/** A text to search for. When the value changes by other means, such as going back, the box follows. */
export function SearchBox({ label, placeholder, maxLength, value, onChange }: SearchBoxProps): ReactNode {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState<string | null>(null);
  if (seen !== value) {
    setSeen(value);
    // Our own value comes back a moment later; what was typed in between stays.
    if (value === sent) setSent(null);
    else setText(value);
  }
  const search = useEffectEvent(() => {
    setSent(text);
    onChange(text);
  });
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => search(), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <div className="relative min-w-40 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="control ps-8"
      />
    </div>
  );
}
