const oldest = { major: 20, minor: 19 };

/** What is wrong with this version of Node ("18.1.0"), with the remedy; null when it will do. Runs on any Node. */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return null;
  return {
    cause: `Lobby needs Node ${oldest.major}.${oldest.minor} or newer; this is Node ${version}.`,
    remedy: "Install a newer one: https://nodejs.org/",
  };
}
