'use strict';
// Draws what the replay found. Every number comes from the data blocks of this page; nothing is loaded from elsewhere.
(() => {
const $ = id => document.getElementById(id);
const NS = 'http://www.w3.org/2000/svg';
const HOUR = 3600000, DAY = 86400000;
const MODES = ['RUN', 'HOLD', 'MIN', 'STOP'];
const LANES = ['Clinician', 'Patient', 'Pump, world', 'Checks'];
const blocks = [...document.querySelectorAll('script[type="application/json"]')];
const index = JSON.parse(blocks[0].textContent);
const cache = new Map();

let data = null;          // the stream on show
let current = 0;          // its place in the index
let full = [0, 1];        // whole time range, a margin at both ends
let view = [0, 1];        // what the picture shows
let cursor = null;        // time under the pointer
let printing = false;
let page = 0;             // of the table
let focusCmd = -1;        // command that the keyboard stands on

/* ---------- text ---------- */
const group = n => Math.round(n).toLocaleString('en-US');
const fixed = (n, d) => n.toLocaleString('en-US', {minimumFractionDigits: d, maximumFractionDigits: d});
const two = n => String(n).padStart(2, '0');
function clock(ms, millis) {
  const sign = ms < 0 ? '−' : '';
  ms = Math.abs(Math.round(ms));
  const d = Math.floor(ms / DAY), h = Math.floor(ms % DAY / HOUR), m = Math.floor(ms % HOUR / 60000);
  const s = Math.floor(ms % 60000 / 1000), r = ms % 1000;
  const part = r || millis ? '.' + String(r).padStart(3, '0') : '';
  return sign + (d ? d + 'd ' : '') + two(h) + ':' + two(m) + ':' + two(s) + part;
}
function span(ms) {
  if (ms < 1000) return group(ms) + ' ms';
  if (ms < 120000) return trim(ms / 1000) + ' s';
  if (ms < 2 * HOUR) return trim(ms / 60000) + ' min';
  if (ms < 3 * DAY) return trim(ms / HOUR) + ' h';
  return trim(ms / DAY) + ' d';
}
const trim = x => String(Math.round(x * 10) / 10);
const micro = ng => fixed(ng / 1000, ng < 100000 ? 2 : 1);
const mono = s => {const e = document.createElement('span'); e.className = 'code'; e.textContent = s; return e;};

/* ---------- small DOM makers ---------- */
function el(tag, attrs, ...kids) {
  const e = document.createElement(tag);
  for (const k in attrs || {}) k === 'class' ? e.className = attrs[k] : e.setAttribute(k, attrs[k]);
  for (const k of kids) if (k !== null && k !== undefined) e.append(k);
  return e;
}
function sv(tag, attrs, ...kids) {
  const e = document.createElementNS(NS, tag);
  for (const k in attrs || {}) e.setAttribute(k, attrs[k]);
  for (const k of kids) if (k !== null && k !== undefined) e.append(k);
  return e;
}

/* ---------- series ---------- */
// Index of the last sample at or before t; -1 before the first.
function at(ts, t) {
  let lo = 0, hi = ts.length;
  while (lo < hi) {const m = (lo + hi) >> 1; if (ts[m] <= t) lo = m + 1; else hi = m;}
  return lo - 1;
}
function stepAt(s, t) {const i = at(s.t, t); return i < 0 ? 0 : s.v[i];}
function lineAt(s, t) {
  const i = at(s.t, t);
  if (i < 0) return s.v.length ? s.v[0] : 0;
  if (i === s.t.length - 1 || s.t[i] === t) return s.v[i];
  return s.v[i] + (s.v[i + 1] - s.v[i]) * (t - s.t[i]) / (s.t[i + 1] - s.t[i]);
}
// The drawn corners of a series between a and b, at most four a pixel column: first, lowest, highest, last. So a
// spike of one sample is never lost, however many samples share a column.
function corners(s, a, b, X, step) {
  const pts = [];
  const i0 = at(s.t, a) + 1, i1 = at(s.t, b);
  const value = step ? stepAt : lineAt;
  let prev = value(s, a);
  pts.push([X(a), prev]);
  const put = (x, v) => {if (step) pts.push([x, prev]); pts.push([x, v]); prev = v;};
  if (i1 - i0 < 3000) {
    for (let i = i0; i <= i1; i++) put(X(s.t[i]), s.v[i]);
  } else {
    let col = NaN, lo = 0, hi = 0, last = 0;
    const flush = () => {if (!Number.isNaN(col)) {put(col, lo); put(col, hi); put(col, last);}};
    for (let i = i0; i <= i1; i++) {
      const c = Math.round(X(s.t[i])), v = s.v[i];
      if (c !== col) {flush(); col = c; put(c, v); lo = hi = v;}
      if (v < lo) lo = v;
      if (v > hi) hi = v;
      last = v;
    }
    flush();
  }
  const end = value(s, b);
  if (step) pts.push([X(b), prev]);
  pts.push([X(b), end]);
  return pts;
}
const d = (pts, Y) => pts.map((p, i) => (i ? 'L' : 'M') + p[0].toFixed(1) + ' ' + Y(p[1]).toFixed(1)).join('');
function area(top, bottom, Y) {
  return d(top, Y) + bottom.slice().reverse().map(p => 'L' + p[0].toFixed(1) + ' ' + Y(p[1]).toFixed(1)).join('') + 'Z';
}
const maxOf = s => s.v.reduce((m, v) => v > m ? v : m, 0);

/* ---------- axes ---------- */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000, 300000, 600000,
  900000, 1800000, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 20 * DAY, 30 * DAY,
  60 * DAY, 90 * DAY, 180 * DAY, 365 * DAY, 730 * DAY];
function timeTicks(a, b, width) {
  const want = Math.max(2, width / 86);
  const step = STEPS.find(s => (b - a) / s <= want) || Math.ceil((b - a) / want / DAY / 365) * DAY * 365;
  const ticks = [];
  for (let t = Math.ceil(a / step) * step; t <= b; t += step) {
    const day = ((t % DAY) + DAY) % DAY === 0;
    let text;
    if (day && (step >= DAY || t !== 0)) text = t / DAY + ' d';
    else {
      const within = ((t % DAY) + DAY) % DAY;
      const h = Math.floor(within / HOUR), m = Math.floor(within % HOUR / 60000), s = Math.floor(within % 60000 / 1000);
      text = two(h) + ':' + two(m);
      if (step < 60000) text += ':' + two(s);
      if (step < 1000) text = ':' + two(s) + '.' + String(within % 1000).padStart(3, '0');
    }
    ticks.push({t, day, text});
  }
  return ticks;
}
function valueTicks(max, n) {
  if (!(max > 0)) return [0];
  const raw = max / n, p = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 2.5, 5, 10].map(k => k * p).find(k => k >= raw);
  const out = [];
  for (let v = 0; v <= max * 1.0001; v += step) out.push(v);
  return out;
}
const short = v => v >= 1e6 ? trim(v / 1e6) + 'M' : v >= 10000 ? trim(v / 1000) + 'k' : group(v);

/* ---------- the picture ---------- */
let geo = null;           // geometry of the last drawing
function panels() {
  const k = printing ? 0.62 : 1;
  const limit = maxOf(data.limit24);
  const list = [
    {id: 'basal', title: 'Basal rate', unit: 'nL/h', h: 78 * k, max: maxOf(data.basal) * 1.15 || 1, tick: short,
      now: t => group(stepAt(data.basal, t)) + ' nL/h'},
    {id: 'total', title: 'Total output', unit: 'nL/h', h: 92 * k, max: maxOf(data.total) * 1.12 || 1, tick: short,
      now: t => group(stepAt(data.total, t)) + ' nL/h'},
    {id: 'd24', title: 'Dose, last 24 h', unit: 'µg', h: 108 * k,
      max: Math.max(maxOf(data.dose24), data.delivered24 ? maxOf(data.delivered24) : 0, limit) / 1000 * 1.12, tick: short,
      now: t => micro(lineAt(data.dose24, t)) + ' µg', sub: t => part(lineAt(data.dose24, t), stepAt(data.limit24, t))},
    {id: 'd1', title: 'Dose, last 1 h', unit: 'µg', h: 84 * k,
      max: Math.max(maxOf(data.dose1), data.delivered1 ? maxOf(data.delivered1) : 0, data.hourNg) / 1000 * 1.12, tick: short,
      now: t => micro(lineAt(data.dose1, t)) + ' µg', sub: t => part(lineAt(data.dose1, t), data.hourNg)},
    {id: 'res', title: 'Reservoir', unit: 'mL', h: 96 * k,
      max: Math.max(maxOf(data.nominal), maxOf(data.pess), data.lowNl) / 1e6 * 1.08, tick: v => trim(v),
      now: t => fixed(lineAt(data.nominal, t) / 1e6, 3) + ' mL', sub: t => 'pess. ' + fixed(lineAt(data.pess, t) / 1e6, 3)}];
  return list;
}
const part = (ng, of) => of > 0 ? fixed(ng / of * 100, 1) + ' % of limit' : '';

function layout(width) {
  const narrow = width < 760;
  const L = narrow ? 150 : 172, R = narrow ? 10 : 16;
  let y = 24;
  const lanes = [], rows = [];
  const laneH = printing ? 18 : 24;
  for (let k = 0; k < LANES.length; k++) {
    if (!data.cmds.some(c => c.lane === k)) continue;
    lanes.push({k, y, h: laneH});
    y += laneH;
  }
  y += lanes.length ? 10 : 0;
  const ps = panels();
  for (const p of ps) {p.y = y; y += p.h + (printing ? 9 : 14);}
  const bandH = printing ? 15 : 20, gap = printing ? 3 : 4;
  rows.push({kind: 'mode', y, h: bandH}); y += bandH + gap + 4;
  for (const a of data.alarms) {rows.push({kind: 'alarm', a, y, h: bandH}); y += bandH + gap;}
  rows.push({kind: 'sound', y, h: bandH}); y += bandH + 4;
  const axisY = y; y += 22;
  let strip = null;
  if (!printing) {y += 4; strip = {y, h: 26}; y += 30;}
  return {width, L, R, W: width - L - R, narrow, lanes, ps, rows, axisY, strip, height: y + 2};
}

function draw() {
  const box = $('chart');
  const width = printing ? 1050 : Math.max(560, Math.round(box.clientWidth));
  const g = geo = layout(width);
  const [a, b] = view;
  const X = t => g.L + (t - a) / (b - a) * g.W;
  g.X = X;
  g.T = x => a + (x - g.L) / g.W * (b - a);
  const svg = sv('svg', {viewBox: `0 0 ${g.width} ${g.height}`, width: g.width, height: g.height, role: 'group', tabindex: 0,
    'aria-label': `Timeline of ${data.id}, ${clock(Math.max(0, a))} to ${clock(Math.min(b, data.endMs))}. The table below holds the same lines.`});
  const clip = sv('clipPath', {id: 'clip'}, sv('rect', {x: g.L, y: 0, width: g.W, height: g.height}));
  const hatch = sv('pattern', {id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'},
    sv('line', {x1: 0, y1: 0, x2: 0, y2: 6, class: 'hatch'}));
  svg.append(sv('defs', {}, clip, hatch));
  const from = Math.max(a, 0), to = Math.min(b, data.showMs);
  const bottom = g.axisY;

  // time grid, labels at both ends of the picture
  const ticks = timeTicks(a, b, g.W);
  const gridG = sv('g');
  for (const k of ticks) {
    const x = X(k.t);
    gridG.append(sv('line', {x1: x, x2: x, y1: 20, y2: bottom, class: k.day ? 'gday' : 'grid'}));
    if (k.t < 0 || x < g.L + 4 || x > g.L + g.W - 4) continue;
    for (const y of [13, bottom + 15]) gridG.append(sv('text', {x, y, class: 'm ' + (k.day ? 't' : 's')}, k.text));
  }
  gridG.append(sv('text', {x: 2, y: 13, class: 's'}, 'time since start'));
  drawOutside(svg, g, X);
  svg.append(gridG);

  for (const p of g.ps) drawPanel(svg, g, p, from, to, X);
  for (const r of g.rows) drawRow(svg, g, r, from, to, X);
  for (const l of g.lanes) {
    svg.append(sv('line', {x1: g.L, x2: g.L + g.W, y1: l.y + l.h / 2, y2: l.y + l.h / 2, class: 'lane'}),
      sv('text', {x: 2, y: l.y + l.h / 2 + 4, class: 't'}, LANES[l.k]));
  }
  const marks = sv('g', {'clip-path': 'none'});
  g.marks = [];
  for (const l of g.lanes) drawMarks(marks, g, l, X);
  svg.append(marks);
  svg.append(sv('line', {id: 'cross', class: 'cross', y1: 20, y2: bottom, visibility: 'hidden'}));
  svg.append(sv('rect', {id: 'sel', class: 'sel', y: 20, height: bottom - 20, visibility: 'hidden'}));
  if (g.strip) drawStrip(svg, g);
  const old = box.querySelector('svg');
  const had = old && old === document.activeElement;
  if (old) old.replaceWith(svg); else box.append(svg);
  box.style.minHeight = printing ? '' : g.height + 'px';
  if (had) svg.focus({preventScroll: true});
  wire(svg);
  g.readouts = [...svg.querySelectorAll('[data-now]')];
  readout();
  const last = Math.max(from, Math.min(to, data.endMs));
  $('range').textContent = `${clock(from)} – ${clock(last)} (${span(last - from)} of ${span(data.endMs)})`;
  const whole = view[0] === full[0] && view[1] === full[1];
  $('reset').disabled = $('out').disabled = $('left').disabled = $('right').disabled = whole;
}

function drawOutside(svg, g, X) {
  const x0 = X(0), x1 = X(data.showMs), top = 20, h = g.axisY - 20;
  if (x0 > g.L) svg.append(sv('rect', {x: g.L, y: top, width: Math.min(g.W, x0 - g.L), height: h, class: 'outside'}));
  if (x1 < g.L + g.W) {
    const x = Math.max(g.L, x1);
    svg.append(sv('rect', {x, y: top, width: g.L + g.W - x, height: h, class: 'outside'}));
  }
}

function drawPanel(svg, g, p, from, to, X) {
  const Y = v => p.y + p.h - Math.max(0, v) / p.max * p.h;
  const o = sv('g');
  for (const v of valueTicks(p.max, p.h < 70 ? 2 : 3)) {
    const y = Y(v);
    if (y < p.y - 1) continue;
    o.append(sv('line', {x1: g.L, x2: g.L + g.W, y1: y, y2: y, class: 'grid'}));
    o.append(sv('text', {x: g.L - 6, y: y + 4, class: 's e'}, p.tick(v)));
  }
  o.append(sv('text', {x: 2, y: p.y + 11, class: 't'}, p.title));
  const sub = p.sub ? 1 : 0;
  o.append(sv('text', {x: 2, y: p.y + 27, class: 'v', 'data-now': p.id}));
  if (sub) o.append(sv('text', {x: 2, y: p.y + 42, class: 's', 'data-sub': p.id}));
  const c = sv('g', {'clip-path': 'url(#clip)'});
  if (to >= from) {
    const path = (pts, cls, scale) => c.append(sv('path', {d: d(scale === 1 ? pts : pts.map(q => [q[0], q[1] / scale]), Y), class: 'p ' + cls}));
    const base = [[X(from), 0], [X(to), 0]];
    if (p.id === 'basal') {
      const pts = corners(data.basal, from, to, X, true);
      c.append(sv('path', {d: area(pts, base, Y), class: 'fillA'}));
      path(pts, 'basal', 1);
    } else if (p.id === 'total') {
      const top = corners(data.total, from, to, X, true), under = corners(data.basal, from, to, X, true);
      c.append(sv('path', {d: area(top, under, Y), class: 'fillB'}));
      c.append(sv('path', {d: area(under, base, Y), class: 'fillA'}));
      path(under, 'basal', 1);
      path(top, 'total', 1);
    } else if (p.id === 'd24' || p.id === 'd1') {
      const day = p.id === 'd24';
      const s = day ? data.dose24 : data.dose1, del = day ? data.delivered24 : data.delivered1;
      const pts = corners(s, from, to, X, false).map(q => [q[0], q[1] / 1000]);
      c.append(sv('path', {d: area(pts, base, Y), class: 'fillA'}));
      path(pts, 'dose', 1);
      if (del) path(corners(del, from, to, X, false), 'deliv', 1000);
      if (day) path(corners(data.limit24, from, to, X, true), 'limit', 1000);
      else path([[X(from), data.hourNg], [X(to), data.hourNg]], 'limit', 1000);
      const lim = day ? stepAt(data.limit24, to) : data.hourNg;
      limitText(o, g, Y(lim / 1000), `${day ? 'patient limit' : 'P08'} ${group(lim / 1000)} µg`, p);
      if (day && data.hardNg !== lim && data.hardNg / 1000 < p.max) {
        path([[X(from), data.hardNg], [X(to), data.hardNg]], 'limit2', 1000);
        limitText(o, g, Y(data.hardNg / 1000), `P06 ${group(data.hardNg / 1000)} µg`, p);
      }
    } else {
      path(corners(data.nominal, from, to, X, false), 'nominal', 1e6);
      path(corners(data.pess, from, to, X, false), 'pess', 1e6);
      path([[X(from), data.lowNl], [X(to), data.lowNl]], 'limit2', 1e6);
      path([[X(from), data.emptyNl], [X(to), data.emptyNl]], 'limit', 1e6);
      const low = `P19 low ${trim(data.lowNl / 1e6)} mL`, empty = `P20 empty ${trim(data.emptyNl / 1e6)} mL`;
      const apart = Y(data.emptyNl / 1e6) - Y(data.lowNl / 1e6) > 15;
      limitText(o, g, Y(data.lowNl / 1e6), apart ? low : `${low}, ${empty}`, p, true);
      if (apart) limitText(o, g, Y(data.emptyNl / 1e6), empty, p, true);
    }
  }
  o.prepend(sv('rect', {x: g.L, y: p.y, width: g.W, height: p.h, class: 'frame'}));
  o.insertBefore(c, o.querySelector('.lt'));
  svg.append(o);
}
// At the right end, or at the left where the reservoir is at its fullest, far above.
function limitText(o, g, y, text, p, left) {
  const yy = y - 4 < p.y + 9 ? y + 12 : y - 4;
  const x = left ? Math.min(g.L + g.W - 190, Math.max(g.L, g.X(0)) + 6) : Math.max(g.L + 190, Math.min(g.L + g.W, g.X(data.showMs)) - 6);
  o.append(sv('text', {x, y: yy, class: 'lt halo' + (left ? '' : ' e')}, text));
}

function drawRow(svg, g, r, from, to, X) {
  const c = sv('g', {'clip-path': 'url(#clip)'});
  const mid = r.y + r.h / 2 + 4;
  if (r.kind === 'mode') {
    svg.append(sv('text', {x: 2, y: mid, class: 't'}, 'Mode'), sv('text', {x: g.L - 6, y: mid, class: 'v e', 'data-now': 'mode'}));
    bands(data.mode, from, to, X, (x, w, v, t0, t1) => {
      const name = MODES[v];
      const rect = sv('rect', {x, y: r.y, width: w, height: r.h, class: 'band ' + name});
      rect.dataset.tip = `Mode ${name}|${clock(t0)} – ${clock(t1)} (${span(t1 - t0)})`;
      c.append(rect);
      if (w > 38) c.append(sv('text', {x: Math.max(x, g.L) + 6, y: mid, class: 'bt ' + name + 't'}, name));
    });
  } else if (r.kind === 'alarm') {
    const a = r.a;
        svg.append(sv('text', {x: 2, y: mid, class: 't'}, a.id), sv('text', {x: 30, y: mid, class: 's'}, a.name));
    svg.append(sv('line', {x1: g.L, x2: g.L + g.W, y1: r.y + r.h / 2, y2: r.y + r.h / 2, class: 'lane'}));
    for (const s of a.spans) {
      const off = s.off === null ? data.showMs : s.off;
      if (off < view[0] || s.on > view[1]) continue;
      for (const q of s.parts) {
        const q1 = q.to === null ? data.showMs : q.to;
        const x = Math.max(X(q.from), g.L - 2), x1 = Math.min(X(q1), g.L + g.W + 2), w = Math.max(x1 - x, 2.5);
        if (x1 < g.L - 2 || x > g.L + g.W + 2) continue;
        const kind = q.critical ? 'C' : 'N';
        const tip = `${a.id} ${a.name}: ${q.critical ? 'critical' : 'non-critical'}|raised ${clock(s.on)}, ` +
          (s.off === null ? 'still active at the end' : `cleared ${clock(s.off)} (${span(s.off - s.on)})`) + `|${a.ending}`;
        const inset = q.critical ? 1 : r.h * 0.18;
        const rect = sv('rect', {x, y: r.y + inset, width: w, height: r.h - 2 * inset, class: kind, rx: q.critical ? 2 : (r.h - 2 * inset) / 2});
        rect.dataset.tip = tip;
        c.append(rect);
        if (q.critical && w > 5) {
          const h = sv('rect', {x, y: r.y + inset, width: w, height: r.h - 2 * inset, fill: 'url(#hatch)', 'pointer-events': 'none', rx: 2});
          const taken = w > 78 ? 64 : w > 16 ? 17 : 0;
          h.setAttribute('x', x + taken);
          h.setAttribute('width', w - taken);
          c.append(h);
        }
        const word = q.critical ? (w > 78 ? 'CRITICAL' : w > 16 ? 'C' : '') : w > 96 ? 'non-critical' : w > 20 ? 'N' : '';
        if (word) c.append(sv('text', {x: x + (q.critical ? 5 : 7), y: mid - (q.critical ? 0 : .5), class: 'bt ' + kind + 't'}, word));
      }
      if (s.off !== null) {const x = X(s.off); c.append(sv('line', {x1: x, x2: x, y1: r.y, y2: r.y + r.h, class: 'endcap'}));}
      else {const x = X(off); c.append(sv('path', {d: `M${x} ${r.y + 3}l6 ${r.h / 2 - 3}l-6 ${r.h / 2 - 3}z`, class: 'going'}));}
    }
  } else {
    svg.append(sv('text', {x: 2, y: mid, class: 't'}, 'Signal'), sv('text', {x: g.L - 6, y: mid, class: 'v e', 'data-now': 'signal'}));
    svg.append(sv('line', {x1: g.L, x2: g.L + g.W, y1: r.y + r.h - 3, y2: r.y + r.h - 3, class: 'lane'}));
    let lastX = -9, lastLevel = 0, x;
    const i0 = at(data.sounds.t, from - 1) + 1, i1 = at(data.sounds.t, to);
    for (let i = i0; i <= i1; i++) {
      const level = data.sounds.v[i];
      x = X(data.sounds.t[i]);
      if (level === 0 || (x - lastX < 1 && level <= lastLevel)) continue;
      lastX = x; lastLevel = level;
      const y1 = r.y + r.h - 3;
      const m = level === 2
        ? sv('path', {d: `M${x.toFixed(1)} ${y1}V${r.y + 6}m-3 0h6l-3 -6z`, class: 'sndC'})
        : sv('path', {d: `M${x.toFixed(1)} ${y1}V${r.y + r.h / 2}`, class: 'sndN', 'stroke-width': 2});
      m.dataset.tip = `${level === 2 ? 'Critical' : 'Non-critical'} signal sounds|${clock(data.sounds.t[i])}`;
      c.append(m);
    }
  }
  svg.append(c);
}
// One call for each run of equal values that is wide enough to be seen; runs below a pixel are joined, worst wins.
function bands(s, from, to, X, each) {
  if (to < from || !s.t.length) return;
  let i = Math.max(0, at(s.t, from));
  let held = null;
  for (; i < s.t.length && s.t[i] <= to; i++) {
    const t0 = Math.max(s.t[i], from), t1 = Math.min(i + 1 < s.t.length ? s.t[i + 1] : data.showMs, to);
    if (i + 1 < s.t.length && s.t[i + 1] === s.t[i]) continue;
    let x = X(t0), w = X(t1) - x, v = s.v[i];
    if (w < 1) {
      if (held && x - held.x < 1) {held.v = Math.max(held.v, v); held.t1 = t1; continue;}
      if (held) each(held.x, 1, held.v, held.t0, held.t1);
      held = {x, v, t0, t1};
      continue;
    }
    each(x, w, v, t0, t1);
    if (held) {each(held.x, 1, held.v, held.t0, held.t1); held = null;}
  }
  if (held) each(held.x, 1, held.v, held.t0, held.t1);
}

/* ---------- commands ---------- */
const refused = c => c.reply !== null && c.reply !== 'OK';
function shape(c, x, y) {
  if (c.lane === 3) return [sv('path', {d: `M${x - 5} ${y}l4 4l7 -8`, class: 'bg', 'stroke-linecap': 'round'})];
  if (refused(c)) return [sv('path', {d: `M${x} ${y - 8}l8 8l-8 8l-8 -8z`, class: 'bg'}), sv('path', {d: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6`, class: 'x'})];
  if (c.reply === null) return [sv('rect', {x: x - 5.5, y: y - 5.5, width: 11, height: 11, rx: 2, class: 'bg'})];
  return [sv('circle', {cx: x, cy: y, r: 6.5, class: 'bg'})];
}
const look = c => c.lane === 3 ? 'chk' : refused(c) ? 'ref' : c.reply === null ? 'wld' : 'okm';
function drawMarks(out, g, lane, X) {
  const list = data.cmds, y = lane.y + lane.h / 2;
  let group = null;
  const groups = [];
  for (let i = 0; i < list.length; i++) {
    const c = list[i];
    if (c.lane !== lane.k || c.at < view[0] || c.at > view[1]) continue;
    const x = X(c.at);
    if (group && x - group.last < 15) {group.items.push(i); group.last = x; if (x - group.x0 > (group.items.length > 99 ? 100 : 46)) group = null;}
    else groups.push(group = {x0: x, last: x, items: [i]});
  }
  let lastText = -1e9;
  groups.forEach((q, n) => {
    const first = list[q.items[0]];
    const x = (X(first.at) + X(list[q.items[q.items.length - 1]].at)) / 2;
    const failing = q.items.some(i => list[i].fail.length);
    let m, right;
    if (q.items.length === 1) {
      m = sv('g', {class: 'mk ' + look(first)}, sv('circle', {cx: x, cy: y, r: 10.5, class: 'ring'}), ...shape(first, x, y));
      right = x + 11;
    } else {
      const no = q.items.filter(i => refused(list[i])).length, yes = q.items.length - no;
      const told = lane.k === 3 || q.items.some(i => list[i].reply !== null);
      const brief = n => n < 1000 ? n : trim(n / 1000) + 'k';
      const text = [yes ? (told ? '✓' : '▪') + brief(yes) : '', no ? '✕' + brief(no) : ''].filter(t => t).join(' '), w = 13 + text.length * 6.6;
      m = sv('g', {class: 'mk many' + (q.items.some(i => refused(list[i])) ? ' hasref' : '')},
        sv('rect', {x: x - w / 2 - 3, y: y - 10.5, width: w + 6, height: 21, rx: 10.5, class: 'ring'}),
        sv('rect', {x: x - w / 2, y: y - 8, width: w, height: 16, rx: 8, class: 'bg'}), sv('text', {x, y: y + 3.5}, text));
      right = x + w / 2 + 3;
    }
    if (failing) m.append(sv('path', {d: `M${right - 3} ${y + 1}l6.5 -12l6.5 12z`, class: 'flag'}), sv('text', {x: right + 3.5, y: y - 0.5, class: 'bang'}, '!'));
    m.append(sv('rect', {x: x - 11, y: y - lane.h / 2, width: 22, height: lane.h, fill: 'transparent'}));
    if (failing) right += 12;
    m.setAttribute('tabindex', '-1');
    m.setAttribute('role', 'img');
    m.setAttribute('aria-label', q.items.length === 1 ? sentence(first) : `${q.items.length} lines from ${clock(first.at)}; zoom in to part them`);
    const mark = {el: m, items: q.items, x, y};
    m._mark = mark;
    g.marks.push(mark);
    out.append(m);
    // The word beside a refused command, where there is room for it.
    const next = groups[n + 1];
    const room = (next ? X(list[next.items[0]].at) - 12 : g.L + g.W) - right;
    if (q.items.length === 1 && lane.k !== 3) {
      const word = refused(first) ? first.reply : printing || room > 150 ? first.in.replace('world:', '') : '';
      if (word && room > word.length * 6.9 + 4 && right > lastText) {
        out.append(sv('text', {x: right + 1, y: y + 4, class: 's'}, word));
        lastText = right + word.length * 6.9;
      }
    }
  });
}
function sentence(c) {
  const reply = c.reply === null ? '' : c.retold ? `, answered before: ${c.reply}` : c.reply === 'OK' ? ', accepted' : ', refused: ' + c.reply;
  const fail = c.fail.length ? `, ${c.fail.length} of ${c.exp.length} expectations fail` : c.exp.length ? `, ${c.exp.length} expectations hold` : '';
  return `Line ${c.line}, ${clock(c.at)}, ${c.in}${reply}${fail}`;
}

/* ---------- strip: the whole range, with the window on it ---------- */
function drawStrip(svg, g) {
  const s = g.strip, [a, b] = full;
  const X = t => g.L + (t - a) / (b - a) * g.W;
  g.SX = X;
  g.ST = x => a + (x - g.L) / g.W * (b - a);
  const Y = v => s.y + s.h - v / (maxOf(data.total) * 1.1 || 1) * s.h;
  svg.append(sv('rect', {x: g.L, y: s.y, width: g.W, height: s.h, class: 'strip', rx: 4}));
  svg.append(sv('text', {x: 2, y: s.y + 17, class: 's'}, 'whole range'));
  svg.append(sv('path', {d: d(corners(data.total, 0, data.showMs, X, true), Y), class: 'p total', 'stroke-width': 1.2}));
  const x0 = X(view[0]), w = Math.max(4, X(view[1]) - x0);
  svg.append(sv('rect', {id: 'win', x: x0, y: s.y, width: w, height: s.h, class: 'win', rx: 4}));
}

/* ---------- values under the pointer ---------- */
function readout() {
  if (!geo) return;
  const t = cursor === null ? Math.min(Math.max(view[1], 0), data.endMs) : Math.min(Math.max(cursor, 0), data.endMs);
  for (const e of geo.readouts) {
    const k = e.dataset.now;
    if (k === 'mode') e.textContent = MODES[stepAt(data.mode, t)];
    else if (k === 'signal') e.textContent = ['none', 'non-critical', 'critical'][stepAt(data.signal, t)];
    else {
      const p = geo.ps.find(q => q.id === k);
      e.textContent = p.now(t);
      const sub = e.parentNode.querySelector('[data-sub]');
      if (sub) sub.textContent = p.sub(t);
    }
  }
}

/* ---------- hover, focus ---------- */
function cmdBox(c, brief) {
  const box = el('div');
  const reply = c.reply === null ? null : c.retold ? el('span', {}, `answered before: ${c.reply}; nothing happened again`) : c.reply === 'OK' ? el('span', {class: 'okT'}, 'accepted') : el('span', {class: 'badT'}, 'refused: ' + c.reply);
  box.append(el('h3', {}, c.in));
  box.append(el('div', {class: 'soft'}, `${clock(c.at)} · line ${c.line}`, reply ? ' · ' : null, reply));
  if (c.params.length && !brief) {
    const l = el('dl');
    for (const [k, v] of c.params) l.append(el('dt', {}, k), el('dd', {}, v));
    box.append(l);
  }
  if (c.exp.length) {
    const l = el('dl');
    const failed = new Map(c.fail.map(f => [f[0], f]));
    for (const [k, v] of c.exp) {
      const f = failed.get(k);
      if (brief && !f) continue;
      l.append(el('dt', {}, (f ? '✗ ' : '✓ ') + k), el('dd', f ? {class: 'badT'} : {}, f ? `expected ${f[1]}, actual ${f[2]}` : v));
    }
    box.append(l);
  }
  return box;
}
function showTip(nodes, x, y) {
  const tip = $('tip'), host = tip.parentNode;
  tip.replaceChildren(...nodes);
  tip.hidden = false;
  const chart = $('chart'), scale = chart.clientWidth / geo.width;
  let left = chart.offsetLeft + x * scale + 14, top = chart.offsetTop + y * scale + 16;
  const w = tip.offsetWidth;
  if (left + w > host.clientWidth - 6) left = Math.max(6, chart.offsetLeft + x * scale - w - 14);
  tip.style.left = left + 'px';
  tip.style.top = top + 'px';
}
const hideTip = () => {$('tip').hidden = true; if (geo) for (const m of geo.marks) m.el.classList.remove('on');};
function showMark(mark) {
  hideTip();
  mark.el.classList.add('on');
  const many = mark.items.length > 1, nodes = [];
  mark.items.slice(0, many ? 5 : 1).forEach((i, n) => {if (n) nodes.push(el('hr')); nodes.push(cmdBox(data.cmds[i], many));});
  if (mark.items.length > 5) nodes.push(el('hr'), el('div', {class: 'soft'}, `and ${mark.items.length - 5} more; zoom in to part them`));
  showTip(nodes, mark.x, mark.y);
}
function walk(by) {
  if (!data.cmds.length) return;
  const visible = i => data.cmds[i].at >= view[0] && data.cmds[i].at <= view[1];
  if (focusCmd < 0) {
    focusCmd = by > 0 ? data.cmds.findIndex((c, i) => visible(i)) : data.cmds.length - 1;
    if (focusCmd < 0) focusCmd = 0;
  } else focusCmd = Math.min(data.cmds.length - 1, Math.max(0, focusCmd + by));
  const c = data.cmds[focusCmd];
  if (!visible(focusCmd)) {const w = (view[1] - view[0]) / 2; setView(c.at - w, c.at + w);}
  const mark = geo.marks.find(m => m.items.includes(focusCmd));
  if (mark) {
    showMark({el: mark.el, items: [focusCmd], x: mark.x, y: mark.y});
    cursor = c.at; crosshair();
  }
  $('say').textContent = sentence(c);
}
function crosshair() {
  const x = document.getElementById('cross');
  if (!x) return;
  const on = cursor !== null && cursor >= view[0] && cursor <= view[1];
  x.setAttribute('visibility', on ? 'visible' : 'hidden');
  if (on) {x.setAttribute('x1', geo.X(cursor)); x.setAttribute('x2', geo.X(cursor));}
  readout();
}

/* ---------- zoom and pan ---------- */
const MIN_SPAN = 20;
let pending = 0;
function setView(a, b, quiet) {
  let w = Math.max(MIN_SPAN, Math.min(b - a, full[1] - full[0]));
  const mid = (a + b) / 2;
  a = mid - w / 2;
  if (a < full[0]) a = full[0];
  if (a + w > full[1]) a = full[1] - w;
  view = w >= full[1] - full[0] ? full.slice() : [a, a + w];
  hideTip();
  draw();
  if ($('filter').value === 'view') {page = 0; table();}
  if (!quiet) {clearTimeout(pending); pending = setTimeout(keepHash, 250);}
}
function zoom(f, t) {
  const [a, b] = view, m = t === undefined ? (a + b) / 2 : t;
  const w = Math.max(MIN_SPAN, (b - a) * f), at0 = (m - a) / (b - a);
  setView(m - w * at0, m - w * at0 + w);
}
const pan = f => {const w = view[1] - view[0]; setView(view[0] + w * f, view[1] + w * f);};

function wire(svg) {
  const pos = e => {const r = svg.getBoundingClientRect(); return [(e.clientX - r.left) * geo.width / r.width, (e.clientY - r.top) * geo.width / r.width];};
  svg.addEventListener('pointerdown', e => {
    if (e.button > 1) return;
    const [x, y] = pos(e);
    const strip = geo.strip && y >= geo.strip.y;
    const hit = e.target.closest && e.target.closest('.mk');
    if (x < geo.L - 4) return;
    start = {x, y, strip, shift: e.shiftKey || e.button === 1, view: view.slice(), moved: false, hit};
    if (strip) {
      const t = geo.ST(x), w = view[1] - view[0];
      if (t < view[0] || t > view[1]) {setView(t - w / 2, t + w / 2); start.view = view.slice();}
    }
    e.preventDefault();
    svg.focus({preventScroll: true});
  });
  svg.addEventListener('pointermove', e => {
    if (start) return;
    const [x, y] = pos(e);
    const inside = x >= geo.L && x <= geo.L + geo.W && y < geo.axisY;
    cursor = inside ? geo.T(x) : null;
    crosshair();
    const mk = e.target.closest && e.target.closest('.mk');
    if (mk) {showMark(mk._mark); return;}
    const tip = e.target.dataset && e.target.dataset.tip;
    if (tip) {
      const [head, ...rest] = tip.split('|');
      hideTip();
      showTip([el('h3', {}, head), ...rest.filter(s => s).map(s => el('div', {class: 'soft'}, s))], x, y);
    } else hideTip();
  });
  svg.addEventListener('pointerleave', () => {if (!start) {cursor = null; crosshair(); hideTip();}});
  svg.addEventListener('wheel', e => {
    const [x] = pos(e);
    if (e.ctrlKey || e.metaKey || e.altKey) {
      e.preventDefault();
      zoom(Math.pow(1.0016, Math.max(-400, Math.min(400, e.deltaY * (e.deltaMode ? 30 : 1)))), geo.T(Math.max(geo.L, x)));
    } else if (Math.abs(e.deltaX) > Math.abs(e.deltaY) || e.shiftKey) {
      e.preventDefault();
      pan((e.deltaX || e.deltaY) / 900);
    }
  }, {passive: false});
  svg.addEventListener('dblclick', e => {const [x] = pos(e); if (x >= geo.L) zoom(0.4, geo.T(x));});
  svg.addEventListener('keydown', key);
}
let start = null;
window.addEventListener('pointermove', e => {
  if (!start) return;
  const svg = $('chart').querySelector('svg'), r = svg.getBoundingClientRect();
  const x = (e.clientX - r.left) * geo.width / r.width;
  if (Math.abs(x - start.x) > 4) start.moved = true;
  if (!start.moved) return;
  if (start.strip) {
    const dt = geo.ST(x) - geo.ST(start.x);
    setView(start.view[0] + dt, start.view[1] + dt);
  } else if (start.shift) {
    const dt = (x - start.x) / geo.W * (start.view[1] - start.view[0]);
    setView(start.view[0] - dt, start.view[1] - dt);
  } else {
    const s = document.getElementById('sel');
    const x0 = Math.max(geo.L, Math.min(x, start.x)), x1 = Math.min(geo.L + geo.W, Math.max(x, start.x));
    s.setAttribute('x', x0);
    s.setAttribute('width', Math.max(0, x1 - x0));
    s.setAttribute('visibility', 'visible');
    start.to = x;
  }
});
window.addEventListener('pointerup', () => {
  if (!start) return;
  const q = start;
  start = null;
  const s = document.getElementById('sel');
  if (s) s.setAttribute('visibility', 'hidden');
  if (q.moved && !q.strip && !q.shift && q.to !== undefined) {
    const a = geo.T(Math.max(geo.L, Math.min(q.to, q.x))), b = geo.T(Math.min(geo.L + geo.W, Math.max(q.to, q.x)));
    if (b > a) setView(a, b);
  } else if (!q.moved && q.hit && q.hit._mark) {
    const m = q.hit._mark;
    if (m.items.length > 1) {
      const t0 = data.cmds[m.items[0]].at, t1 = data.cmds[m.items[m.items.length - 1]].at, pad = Math.max(MIN_SPAN / 2, (t1 - t0) * 0.15);
      if (t1 > t0) setView(t0 - pad, t1 + pad);
      else {focusCmd = m.items[0]; showMark(m);}
    } else {focusCmd = m.items[0]; showMark(m);}
  }
});
window.addEventListener('pointercancel', () => {start = null;});
function key(e) {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const act = {'+': () => zoom(0.6), '=': () => zoom(0.6), '-': () => zoom(1 / 0.6), '0': reset, Home: reset, ArrowLeft: () => pan(-0.2),
    ArrowRight: () => pan(0.2), n: () => walk(1), p: () => walk(-1), Escape: hideTip}[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  if (act) {act(); e.preventDefault();}
}
const reset = () => setView(full[0], full[1]);

/* ---------- head, table ---------- */
function fact(dt, dd, cls) {return el('div', {}, el('dt', {}, dt), el('dd', cls ? {class: cls} : {}, dd));}
function head() {
  document.title = `${data.id} ${data.failed ? 'fails' : 'holds'} · ITB replay`;
  $('sid').textContent = data.id;
  $('title').textContent = data.title || data.id;
  const v = $('verdict');
  v.className = 'verdict ' + (data.failed ? 'bad' : 'ok');
  v.replaceChildren(el('b', {}, data.failed ? '✗ Does not hold' : '✓ Holds'),
    el('span', {}, data.failed ? `${group(data.failed)} of ${group(data.expectations)} expectations fail` : `all ${group(data.expectations)} expectations hold`));
  if (!data.failed && !data.expectations) v.querySelector('span').textContent = 'this stream expects nothing';
  const f = $('facts');
  f.replaceChildren(...data.facts.map(x => fact(x[0], x[1])),
    el('div', {class: 'wide'}, fact('Stream, SHA-256', data.streamSha256, 'hash'), fact('Kernel sources, SHA-256', data.kernelSha256, 'hash')));
  const bad = [];
  for (const c of data.cmds) for (const x of c.fail) bad.push([c, x]);
  $('failures').hidden = !bad.length;
  $('failTitle').textContent = bad.length === 1 ? 'The expectation that failed' : `${group(bad.length)} expectations that failed`;
  $('failRows').replaceChildren(...bad.slice(0, 200).map(([c, x]) => el('tr', {class: 'fail'}, el('td', {class: 'nw'}, String(c.line)),
    el('td', {class: 'nw'}, goto(c)), el('td', {class: 'nw'}, mono(c.in)), el('td', {}, mono(x[0])), el('td', {}, mono(x[1])), el('td', {class: 'badT'}, mono(x[2])))));
  $('failMore').textContent = bad.length > 200 ? `and ${group(bad.length - 200)} more: the table of lines shows them all.` : '';
}
function goto(c) {
  const b = el('button', {class: 'go', type: 'button', title: 'Show in the picture'}, clock(c.at));
  b.addEventListener('click', () => {
    focusCmd = data.cmds.indexOf(c);
    const w = Math.min(full[1] - full[0], Math.max(HOUR, MIN_SPAN)) / 2;
    setView(c.at - w, c.at + w);
    $('chart').scrollIntoView({block: 'start'});
    walk(0);
  });
  return b;
}
const PAGE = 200;
function chosen() {
  const k = $('filter').value;
  if (k === 'failed') return data.cmds.filter(c => c.fail.length);
  if (k === 'refused') return data.cmds.filter(refused);
  if (k === 'view') return data.cmds.filter(c => c.at >= view[0] && c.at <= view[1]);
  return data.cmds;
}
function table() {
  const list = printing ? data.cmds : chosen();
  const per = printing ? 1000 : PAGE;
  const pages = Math.max(1, Math.ceil(list.length / per));
  page = Math.min(Math.max(0, page), pages - 1);
  const from = printing ? 0 : page * per;
  const shown = list.slice(from, from + per);
  $('rows').replaceChildren(...shown.map(c => {
    const exp = el('td', {});
    if (c.fail.length) for (const x of c.fail) exp.append(el('div', {class: 'badT'}, `✗ ${x[0]}: expected ${x[1]}, actual ${x[2]}`));
    else if (c.exp.length) exp.append(el('span', {class: 'okT'}, '✓ '), c.exp.map(x => x[0]).join(', '));
    const reply = el('td', {class: 'nw'});
    if (c.reply !== null) reply.append(c.retold ? `${c.reply}, as before` : c.reply === 'OK' ? el('span', {class: 'okT'}, 'OK') : el('span', {class: 'badT'}, '✗ ' + c.reply));
    return el('tr', c.fail.length ? {class: 'fail'} : {}, el('td', {class: 'nw'}, String(c.line)), el('td', {class: 'nw'}, goto(c)), el('td', {class: 'nw'}, mono(c.in)),
      el('td', {}, mono(c.params.map(x => x[0] + ' ' + x[1]).join(', '))), reply, el('td', {class: 'nw'}, c.mode), el('td', {class: 'num'}, group(c.rate)),
      el('td', {}, c.alarms), exp);
  }));
  if (!shown.length) $('rows').append(el('tr', {}, el('td', {colspan: 9, class: 'soft'}, 'No such line.')));
  if (printing && list.length > shown.length) $('rows').append(el('tr', {}, el('td', {colspan: 9}, `Lines 1 – ${group(shown.length)} of ${group(list.length)}; the trace holds all.`)));
  const pg = $('pager');
  pg.replaceChildren();
  if (pages > 1) {
    const prev = el('button', {type: 'button', 'aria-label': 'Previous page'}, '‹'), next = el('button', {type: 'button', 'aria-label': 'Next page'}, '›');
    prev.disabled = page === 0;
    next.disabled = page === pages - 1;
    prev.addEventListener('click', () => {page--; table();});
    next.addEventListener('click', () => {page++; table();});
    pg.append(prev, `${group(from + 1)} – ${group(from + shown.length)} of ${group(list.length)}`, next);
  }
}
function legend() {
  const item = (svgKids, text) => el('span', {}, sv('svg', {viewBox: '0 0 26 16', 'aria-hidden': 'true'}, ...svgKids), text);
  const line = cls => [sv('path', {d: 'M1 8H25', class: 'p ' + cls})];
  const m = (cls, ...kids) => [sv('g', {class: 'mk ' + cls}, ...kids)];
  const fake = {lane: 0, reply: 'OK'};
  const items = [item(line('basal'), 'basal'), item([sv('rect', {x: 2, y: 3, width: 22, height: 10, class: 'fillB'}), sv('path', {d: 'M2 3H24', class: 'p total'})], 'bolus on top'),
    item(line('limit'), 'limit'), item(line('nominal'), 'reservoir nominal'), item(line('pess'), 'pessimistic')];
  if (data.delivered24) items.push(item(line('deliv'), 'delivered (confirmed)'));
  items.push(item(m('okm', ...shape(fake, 13, 8)), 'accepted'), item(m('ref', ...shape({lane: 0, reply: 'X'}, 13, 8)), 'refused'));
  if (data.cmds.some(c => c.reply === null && c.lane !== 3)) items.push(item(m('wld', ...shape({lane: 2, reply: null}, 13, 8)), 'change of the world'));
  if (data.cmds.some(c => c.lane === 3)) items.push(item(m('chk', ...shape({lane: 3, reply: null}, 13, 8)), 'check'));
  items.push(item([sv('g', {class: 'mk many hasref'}, sv('rect', {x: 0.5, y: 1, width: 25, height: 14, rx: 7, class: 'bg'}), sv('text', {x: 13, y: 11}, '✕2'))],
    'several, so close that they need a zoom'));
  if (data.failed) items.push(item([sv('g', {class: 'mk'}, sv('path', {d: 'M8 13l5 -10l5 10z', class: 'flag'}))], 'expectation fails'));
  if (data.alarms.length) items.push(item([sv('rect', {x: 1, y: 2, width: 24, height: 12, rx: 2, class: 'C'}), sv('rect', {x: 1, y: 2, width: 24, height: 12, rx: 2, fill: 'url(#hatch)'})], 'critical alarm'),
    item([sv('rect', {x: 1, y: 4, width: 24, height: 8, rx: 4, class: 'N'})], 'non-critical alarm'));
  if (data.sounds.t.length) items.push(item([sv('path', {d: 'M8 15V8', class: 'sndN', 'stroke-width': 2}), sv('path', {d: 'M18 15V7m-3 0h6l-3 -6z', class: 'sndC'})], 'signal sounds: non-critical, critical'));
  $('legend').replaceChildren(...items);
}

/* ---------- which stream, what is in the address ---------- */
function params() {return new URLSearchParams(location.hash.slice(1));}
function keepHash() {
  const p = new URLSearchParams();
  if (index.length > 1) p.set('stream', data.id);
  if (view[0] !== full[0] || view[1] !== full[1]) {p.set('from', Math.round(view[0])); p.set('to', Math.round(view[1]));}
  const th = document.documentElement.dataset.choice;
  if (th && th !== 'auto') p.set('theme', th);
  const s = p.toString();
  try {history.replaceState(null, '', s ? '#' + s : location.pathname + location.search);} catch (x) {/* some browsers forbid it for files */}
}
function open(i, a, b) {
  current = i;
  if (!cache.has(i)) cache.set(i, JSON.parse(blocks[i + 1].textContent));
  data = cache.get(i);
  // A stream that ends where it begins is shown for a second, so that its state can be seen.
  data.showMs = data.endMs || 1000;
  const pad = Math.max(10, data.showMs * 0.012);
  full = [-pad, data.showMs + pad];
  view = full.slice();
  cursor = null; focusCmd = -1; page = 0;
  $('pick').value = String(i);
  $('pickPrev').disabled = i === 0;
  $('pickNext').disabled = i === index.length - 1;
  head();
  hideTip();
  draw();
  legend();
  table();
  if (a !== undefined && b > a) setView(a, b, true);
}
function fromHash() {
  const p = params();
  const i = Math.max(0, index.findIndex(s => s.id === p.get('stream')));
  const a = p.get('from'), b = p.get('to');
  if (['light', 'dark'].includes(p.get('theme'))) theme(p.get('theme'));
  if (a !== null && b !== null && Number.isFinite(+a) && Number.isFinite(+b)) open(i, +a, +b); else open(i);
}
const dark = matchMedia('(prefers-color-scheme: dark)');
function theme(choice) {
  const root = document.documentElement;
  root.dataset.choice = choice;
  root.dataset.theme = printing ? 'light' : choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice;
  $('theme').textContent = 'Theme: ' + choice;
}
$('theme').addEventListener('click', () => {
  const c = document.documentElement.dataset.choice;
  theme(c === 'auto' ? (dark.matches ? 'light' : 'dark') : c === 'dark' ? (dark.matches ? 'auto' : 'light') : (dark.matches ? 'dark' : 'auto'));
  keepHash();
});
dark.addEventListener('change', () => theme(document.documentElement.dataset.choice));

let kept = null;
function beforePrint() {
  if (printing) return;
  kept = {view, page};
  printing = true;
  theme(document.documentElement.dataset.choice);
  view = full.slice();
  cursor = null;
  hideTip();
  draw(); legend(); table();
}
function afterPrint() {
  if (!printing) return;
  printing = false;
  theme(document.documentElement.dataset.choice);
  view = kept.view; page = kept.page;
  draw(); legend(); table();
}
addEventListener('beforeprint', beforePrint);
addEventListener('afterprint', afterPrint);

$('in').addEventListener('click', () => zoom(0.5));
$('out').addEventListener('click', () => zoom(2));
$('left').addEventListener('click', () => pan(-0.25));
$('right').addEventListener('click', () => pan(0.25));
$('reset').addEventListener('click', reset);
$('nextCmd').addEventListener('click', () => walk(1));
$('prevCmd').addEventListener('click', () => walk(-1));
$('filter').addEventListener('change', () => {page = 0; table();});
addEventListener('hashchange', () => {if (location.hash === '' || location.hash.includes('=')) fromHash();});
let lastWidth = 0;
new ResizeObserver(() => {
  const w = $('chart').clientWidth;
  if (w !== lastWidth && !printing) {lastWidth = w; if (data) draw();}
}).observe($('chart'));

if (index.length > 1) {
  $('picker').hidden = false;
  const bad = index.filter(s => s.failed).length;
  $('pick').append(...index.map((s, i) => el('option', {value: String(i)}, `${s.failed ? '✗' : '✓'} ${s.id} · ${s.title}`)));
  $('pickTotals').textContent = `${index.length} streams, ` + (bad ? `${bad} do not hold` : 'all hold');
  $('pick').addEventListener('change', e => {open(+e.target.value); keepHash();});
  $('pickPrev').addEventListener('click', () => {open(current - 1); keepHash();});
  $('pickNext').addEventListener('click', () => {open(current + 1); keepHash();});
}
theme('auto');
fromHash();
})();
