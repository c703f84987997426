/** The whole style sheet as one constant text. Light, dark where the reader prefers it, print. */
export const style = `:root{color-scheme:light dark;--page:#f4f5f7;
--card:#fff;--ink:#15202b;--soft:#5b6775;
--edge:#dfe3e8;--grid:#e9ecf0;--zero:#b9c1ca;--main:#2559c9;--wash:#2559c91c;--other:#9a7415;
--price:#5b6775;--gain:#0a7d5c;--loss:#c23b2b;--gain-wash:#0a7d5c24;--loss-wash:#c23b2b24;
--g1:#e3f3ec;--g2:#c2e5d5;--g3:#95d1b6;--g4:#5cb692;--g5:#2f9a72;
--l1:#fbe9e5;--l2:#f6cfc7;--l3:#eda99c;--l4:#e07d6c;--l5:#cf5743;--on:#fff}
@media screen and (prefers-color-scheme:dark){:root{--page:#10151b;--card:#181f27;--ink:#e6ebf0;
--soft:#98a4b1;--edge:#2a333d;--grid:#252d36;--zero:#55616e;--main:#7ba5ff;--wash:#7ba5ff24;
--other:#dcb04a;--price:#98a4b1;--gain:#45c79b;--loss:#ff8672;--gain-wash:#45c79b26;
--loss-wash:#ff867226;--g1:#1a2f2a;--g2:#1b4238;--g3:#1c5a49;--g4:#1e765d;--g5:#229573;
--l1:#33211f;--l2:#4d2925;--l3:#6d332c;--l4:#904035;--l5:#b75041;--on:#fff}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
main,header,footer{max-width:1120px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:26px;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:17px;margin:32px 0 10px}
h3{font-size:14px;font-weight:600;margin:0}
p{margin:6px 0}
.sub,.note,.below{color:var(--soft)}
.note{font-size:12.5px}
.alerts{margin:14px 0 0;padding:10px 14px 10px 30px;background:var(--card);
border:1px solid var(--edge);border-left:4px solid var(--other);border-radius:8px;font-size:14px}
a{color:var(--main)}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(165px,1fr));gap:10px;
margin:18px 0 22px}
.figures div{background:var(--card);border:1px solid var(--edge);border-radius:10px;
padding:10px 14px;min-width:0}
dt,dd{margin:0}
.figures dt{font-size:12.5px;color:var(--soft)}
.figures dd{font-size:21px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.35}
.figures .below{font-size:12px;font-weight:400;min-height:1.35em}
abbr{text-decoration:underline dotted var(--zero);text-underline-offset:3px;cursor:help}
.good{color:var(--gain)}.bad{color:var(--loss)}.faint{color:var(--soft)}
.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:14px}
.chart{margin:0;padding:12px 8px 6px 14px;background:var(--card);border:1px solid var(--edge);
border-radius:10px;min-width:0;break-inside:avoid}
.wide{grid-column:1/-1}
figcaption{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 16px;
margin:0 8px 10px 0}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:12.5px;color:var(--soft)}
.mark{display:inline-block;width:14px;height:3px;border-radius:2px;margin-right:6px;
vertical-align:middle;background:var(--main)}
.mark.other{background:var(--other)}.mark.gain{background:var(--gain)}
.mark.loss{background:var(--loss)}
.mark.rule{height:0;border-top:2px dashed var(--other);background:none}
.mark.up,.mark.down{width:0;height:0;border-radius:0;background:none;
border:5px solid transparent;border-top:0;border-bottom:9px solid var(--gain)}
.mark.down{border-bottom:0;border-top:9px solid var(--loss)}
.plot{display:flex;position:relative}
.plot svg{display:block;overflow:visible}
.area{flex:1;min-width:0;touch-action:pan-y}
.axis{flex:none}
svg text{font-size:11px;fill:var(--soft);font-variant-numeric:tabular-nums}
.grid line{stroke:var(--grid)}
.grid .zero{stroke:var(--zero)}
.line{fill:none;stroke:var(--main);stroke-width:1.6;stroke-linejoin:round;
vector-effect:non-scaling-stroke}
.line.other{stroke:var(--other);stroke-width:1.3}.line.loss{stroke:var(--loss);stroke-width:1.2}
.line.price{stroke:var(--price);stroke-width:1.1}
.wash{fill:var(--wash)}.wash.loss{fill:var(--loss-wash)}
rect.gain{fill:var(--gain)}rect.loss{fill:var(--loss)}rect.other{fill:var(--other);opacity:.6}
rect.band.gain{fill:var(--gain-wash)}rect.band.loss{fill:var(--loss-wash)}
.rule{stroke:var(--other);stroke-dasharray:4 3}
.buy{fill:var(--gain);stroke:var(--card)}.sell{fill:var(--loss);stroke:var(--card)}
.cursor{stroke:var(--soft);visibility:hidden}.cursor.on{visibility:visible}
.tip{position:absolute;top:-6px;padding:2px 8px;border-radius:6px;background:var(--ink);
color:var(--card);font-size:12px;white-space:nowrap;pointer-events:none;
font-variant-numeric:tabular-nums;max-width:100%;overflow:hidden;text-overflow:ellipsis}
.tip[hidden]{display:none}
.scroll{overflow:auto;max-height:460px;background:var(--card);border:1px solid var(--edge);
border-radius:10px;margin-bottom:10px}
#assumptions .scroll,#statistics .scroll{max-height:none}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{padding:5px 10px;text-align:left;border-bottom:1px solid var(--grid);vertical-align:top;
white-space:nowrap}.faint,td.long{white-space:normal;min-width:210px;overflow-wrap:anywhere}
td.wrap,.differs{white-space:normal;min-width:96px;overflow-wrap:break-word}
.differs{color:var(--loss)}
tbody tr:last-child td{border-bottom:0}
thead th{position:sticky;top:0;z-index:1;background:var(--card);color:var(--soft);font-weight:600;
white-space:nowrap;box-shadow:inset 0 -1px var(--edge)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th button{all:unset;cursor:pointer}
th button:focus-visible{outline:2px solid var(--main);outline-offset:2px}
th[aria-sort] button::after{content:' ▾'}th[aria-sort=ascending] button::after{content:' ▴'}
.heat{table-layout:fixed;background:var(--card);border:1px solid var(--edge);border-radius:10px;
border-collapse:separate;border-spacing:2px;padding:4px}
.heat th,.heat td{padding:5px 0;text-align:center;border:0;position:static;box-shadow:none;
font-variant-numeric:tabular-nums}
.heat td{border-radius:4px}
.heat i{font-style:normal}
.heat .total{font-weight:600}.heat th:first-child{width:8.5%}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.heat .short{display:none}
.g1{background:var(--g1)}.g2{background:var(--g2)}.g3{background:var(--g3)}
.g4{background:var(--g4)}.g5{background:var(--g5);color:var(--on)}
.l1{background:var(--l1)}.l2{background:var(--l2)}.l3{background:var(--l3)}
.l4{background:var(--l4)}.l5{background:var(--l5);color:var(--on)}
.facts div{padding:3px 0}.facts dt{color:var(--soft);font-size:12.5px}
.facts dd{overflow-wrap:anywhere}
.defs{position:absolute;width:0;height:0}
footer{padding:24px 20px 40px;color:var(--soft);font-size:12.5px}
@media (max-width:640px){body{font-size:14px}
main,header,footer{padding-left:12px;padding-right:12px}
h1{font-size:21px}.charts{grid-template-columns:minmax(0,1fr);gap:10px}
.figures{grid-template-columns:1fr 1fr;gap:8px;margin:14px 0 16px}.figures div{padding:8px 10px}
.figures dd{font-size:17px}
.chart{padding:10px 2px 4px 10px}th,td{padding:5px 7px}
td.wrap,.differs{min-width:72px;overflow-wrap:anywhere}
.heat{font-size:11px;border-spacing:1px;padding:2px}.heat th{font-size:10px}
.heat i,.heat .full{display:none}
.heat .short{display:inline}.heat th:first-child{width:34px}
.stack tr{display:grid;grid-template-columns:1fr 76px 76px;
border-bottom:1px solid var(--grid)}
.stack td,.stack th{border:0;white-space:normal;box-shadow:none}.stack th:last-child{display:none}
.stack td:last-child{grid-column:1/-1;padding-top:0;font-size:12px}}
@media print{body{background:#fff;font-size:11px}main,header,footer{max-width:none;padding-left:0;
padding-right:0}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.scroll{max-height:none;overflow:visible;border:0}.figures{grid-template-columns:repeat(4,1fr)}
.figures dd{font-size:15px}.chart,.figures div,tr{break-inside:avoid}h2{break-after:avoid}
thead th{position:static}table{font-size:9.5px}th,td{padding:2px 5px}.tip{display:none}
@page{margin:14mm}}
`;
