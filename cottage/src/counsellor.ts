/** The counsellor's side of the Sunshine Cottage: opens with a pass phrase, in this page's memory only. */
import { Api } from "./counsellor/api";
import { App } from "./counsellor/app";
import { Book } from "./counsellor/book";
import { listScreen } from "./counsellor/screens/list";
import { lockedScreen } from "./counsellor/screens/locked";
import { sayer } from "./counsellor/words";

const root = document.getElementById("worklist");
if (root) {
  const { community = "", zone = "UTC", user = "", name = "", keys = "", rooms = "" } = root.dataset;
  const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const api = new Api(community, token);
  const me = { id: user, name };
  const given = { me, community, zone, keys, rooms };
  new App(root, api, new Book(api, me), sayer(document.documentElement.lang, zone), given, { locked: lockedScreen, list: listScreen }).go(lockedScreen);
}
