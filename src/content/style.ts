/**
 * The chip's look. What the host needs to be seen is `!important`: within a shadow tree that outranks whatever the page says, inline
 * styles included.
 */
export const STYLE = `:host{all:initial!important;position:fixed!important;inset:0 auto auto 0!important;z-index:2147483647!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box;margin:0;color:inherit}
.chip{--rule:light-dark(#d5d9e1,#3a404b);--soft:light-dark(#586070,#a8b0be);position:fixed;display:flex;color-scheme:light;font:12px/1.3 system-ui,sans-serif;color:light-dark(#161920,#eef0f4);background:light-dark(#fff,#23272f);border:1px solid var(--rule);border-radius:10px;box-shadow:0 2px 10px rgb(0 0 0/.18);user-select:none}
.dark{color-scheme:dark}
[hidden]{display:none}
.bottom-right,.top-right{right:16px}.bottom-left,.top-left{left:16px}.bottom-right,.bottom-left{bottom:16px}.top-right,.top-left{top:16px}
button{font:inherit;background:none;border:0;border-radius:9px;cursor:pointer;padding:0}
button:hover{background:light-dark(#eef0f4,#2f3540)}
button:focus-visible{outline:2px solid light-dark(#3a4cd1,#aab6ff);outline-offset:-2px}
.copy,.menu button{display:flex;align-items:center;gap:7px}
.copy{height:32px;padding:0 8px 0 11px;touch-action:none;white-space:nowrap}
.name,.as{max-width:150px;overflow:hidden;text-overflow:ellipsis}
.name,[aria-checked=true]{font-weight:600}
.left,.as,p{color:var(--soft);font-variant-numeric:tabular-nums}
.dot{flex:none;width:8px;height:8px;border-radius:50%;background:light-dark(#757d8b,#9099a8)}
.green{background:light-dark(#178a4c,#45c486)}.blue{background:light-dark(#2a6fdb,#6aa7ff)}.violet{background:light-dark(#7a45d6,#b79bff)}.amber{background:light-dark(#b36b00,#f0b04a)}.red{background:light-dark(#c62f26,#ff7b70)}
.more{width:26px;border-left:1px solid var(--rule);border-radius:0 9px 9px 0}
.more::after{content:"⋮";font-weight:600;color:var(--soft)}
.small,.small button{border-radius:50%}
.small .copy{padding:0 8px;height:26px}
.small .dot{width:10px;height:10px;margin:0 -1px}
.small :is(.name,.left,.as,.more){display:none}
.menu{position:absolute;right:-1px;bottom:38px;min-width:190px;max-height:min(320px,60vh);overflow:auto;padding:4px;background:inherit;border:inherit;border-radius:10px;box-shadow:inherit}
:is(.bottom-left,.top-left) .menu{right:auto;left:-1px}
:is(.top-right,.top-left) .menu{bottom:auto;top:38px}
p{padding:6px 8px 2px;font-size:11px}
.menu button{width:100%;padding:5px 8px;border-radius:6px;text-align:start}
.menu [aria-checked=true]::after{content:"✓";margin-left:auto}
hr{border:0;border-top:1px solid var(--rule);margin:4px}
.done .name{color:light-dark(#11743f,#4bc78a)}
.news{position:absolute;clip-path:inset(50%)}`;
