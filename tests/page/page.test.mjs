// The site of the demo as readers get it. One stage is raised for all of it.
import { after } from "node:test";
import { Stage } from "./stage.mjs";
import { contentOfTheStory } from "./content.mjs";
import { contentOfOtherPages } from "./others.mjs";
import { forEverybody } from "./everybody.mjs";
import { comingBack } from "./return.mjs";
import { reading } from "./reading.mjs";
import { served } from "./served.mjs";
import { machines } from "./machines.mjs";
import { web } from "./web.mjs";
import { weight } from "./weight.mjs";
import { canary } from "./canary.mjs";
import { pictures } from "./pictures.mjs";

const stage = new Stage();
// Before any test is known of, so that a stage that cannot be raised is told of once.
await stage.raise();
after(() => stage.strike());

contentOfTheStory(stage);
contentOfOtherPages(stage);
forEverybody(stage);
comingBack(stage);
reading(stage);
served(stage);
machines(stage);
weight(stage);
web(stage);
canary(stage);
pictures(stage);
