// Saving what was tapped takes a moment: it is saved once however often it is tapped, and nobody is pulled back.
import type { App } from "../app";
import { t } from "../words";

/** `then`: where the guard goes once it is saved, unless they have gone elsewhere meanwhile (`leave`). */
export function noter(app: App, then: () => void) {
  let busy = false;
  let gone = false;
  const note = async (work: () => Promise<void>, said: string): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      await work();
    } catch {
      busy = false;
      return app.notice(t("save_failed"));
    }
    if (!gone) then();
    app.notice(said);
    if (!app.world.practice) void app.loop.now();
  };
  return { note, leave: () => void (gone = true) };
}
