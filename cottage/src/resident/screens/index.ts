/** Every screen by its name. */
import type { App } from "../app";
import type { Place, Screen, View } from "../places";
import { about, pin, who } from "./about";
import { choose, intro, life, question } from "./asking";
import { home } from "./home";
import { booked, meet, slot } from "./meeting";
import { deletion, mine } from "./mine";
import { earlier, result } from "./results";
import { asked, talk } from "./talking";

export const SCREENS: Record<Screen, (app: App, place: Place) => View> = {
  home, who, pin, about, choose, intro, question, life, result, talk, asked, meet, slot, booked, earlier, mine, delete: deletion,
}; // prettier-ignore
