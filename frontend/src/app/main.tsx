import { createRoot } from "react-dom/client";
import "./app.css";

createRoot(document.querySelector("#root") as HTMLElement).render(<p>Lobby</p>);
