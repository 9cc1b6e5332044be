// Nothing depends on this file. It puts a slider and "I do not know" beside each number of the page of ideas, and
// puts places in order as soon as a weight is moved; without it one types the number and presses the button.
"use strict";

for (const asked of document.querySelectorAll(".believed")) {
  const number = asked.querySelector("input[data-slider]");
  const most = Number(number.dataset.slider);
  const row = document.createElement("div");
  row.className = "believed__slider";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: String(most), step: number.dataset.sliderStep });
  slider.setAttribute("aria-labelledby", (number.labels[0].id ||= `${number.id}_label`));
  const unknown = document.createElement("input");
  unknown.type = "checkbox";
  unknown.id = `${number.id}_unknown`;
  const words = document.createElement("label");
  words.append(unknown, asked.dataset.unknown);
  row.append(slider, words);
  asked.append(row);

  const follow = () => {
    unknown.checked = number.value === "";
    row.classList.toggle("is-unknown", unknown.checked);
    slider.value = number.value === "" ? String(most / 2) : number.value;
    slider.setAttribute("aria-valuetext", number.value === "" ? asked.dataset.unknown : number.value);
  };
  number.addEventListener("input", follow);
  slider.addEventListener("input", () => {
    number.value = slider.value;
    follow();
  });
  unknown.addEventListener("change", () => {
    number.value = unknown.checked ? "" : slider.value;
    follow();
  });
  follow();
}

const weights = document.getElementById("weights");
const places = document.getElementById("places");
const told = document.getElementById("weight-words");

function mean(values, weighed) {
  let sum = 0;
  let over = 0;
  for (const [name, weight] of weighed) {
    if (weight > 0 && typeof values[name] === "number") {
      sum += weight * values[name];
      over += weight;
    }
  }
  return over ? sum / over : null;
}

function reorder() {
  const weighed = [...weights.querySelectorAll("input[type=range]")].map((one) => [one.name, Number(one.value)]);
  const rows = [...places.children].map((row) => ({ row, at: mean(JSON.parse(row.dataset.values), weighed) }));
  rows.sort((a, b) => (b.at ?? -1) - (a.at ?? -1));
  places.append(...rows.map(({ row }) => row));
  rows.forEach(({ row }, index) => {
    row.querySelector(".place__rank").textContent = `${index + 1}.`;
  });
}

if (weights && places && told) {
  const words = told.textContent.split("|");
  const status = document.getElementById("new-order");
  for (const slider of weights.querySelectorAll("input[type=range]")) {
    const output = slider.parentElement.querySelector("output");
    const follow = () => {
      output.textContent = words[Number(slider.value)];
      slider.setAttribute("aria-valuetext", output.textContent);
    };
    slider.addEventListener("input", () => {
      follow();
      reorder();
    });
    slider.addEventListener("change", () => {
      const order = [...places.children].map((row) => row.dataset.place).join(", ");
      status.textContent = `${status.dataset.words} ${order}`;
    });
    follow();
  }
}
