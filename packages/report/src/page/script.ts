/**
 * All that runs in the page, as one constant text, so that a content policy can name its hash:
 * values under the pointer, and tables that sort. The page is complete without it. It writes text
 * only, never markup.
 */
export const script = `'use strict';
for (const area of document.querySelectorAll('svg[data-tips]')) {
  const tips = area.dataset.tips.split('|').map((line) => {
    const cut = line.indexOf(';');
    return { x: Number(line.slice(0, cut)) / 1000, text: line.slice(cut + 1) };
  });
  const plot = area.parentNode;
  const tip = plot.querySelector('.tip');
  const cursor = area.querySelector('.cursor');
  const hide = () => {
    tip.hidden = true;
    cursor.classList.remove('on');
  };
  const show = (event) => {
    const box = area.getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    let near = tips[0];
    for (const each of tips) if (Math.abs(each.x - at) < Math.abs(near.x - at)) near = each;
    cursor.setAttribute('x1', near.x * 100 + '%');
    cursor.setAttribute('x2', near.x * 100 + '%');
    cursor.classList.add('on');
    tip.textContent = near.text;
    tip.hidden = false;
    const room = plot.clientWidth - tip.offsetWidth;
    tip.style.left = Math.max(0, Math.min(room, near.x * box.width - tip.offsetWidth / 2)) + 'px';
  };
  area.addEventListener('pointermove', show);
  area.addEventListener('pointerdown', show);
  area.addEventListener('pointerleave', hide);
}
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const keyOf = (row, index) => {
    const cell = row.cells[index];
    return 'v' in cell.dataset ? Number(cell.dataset.v) : cell.textContent;
  };
  const compare = (a, b) => {
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  };
  heads.forEach((head, index) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') !== 'descending';
      for (const each of heads) each.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, index) }));
      rows.sort((a, b) => (down ? -1 : 1) * compare(a.key, b.key));
      body.append(...rows.map(({ row }) => row));
    });
  });
}
`;
