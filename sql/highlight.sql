-- highlight marks what drove the score: the findings of explain.
SELECT sentiment.highlight('Love the product, but the export is not working.');
SELECT sentiment.highlight('The meeting is on Tuesday.'), sentiment.highlight(''), sentiment.highlight(NULL) IS NULL AS null;
SELECT sentiment.highlight(E'It is terrible.\n> terrible\n-- \nTerrible Ltd');
-- nothing below may come back: without its marks it is the text, and every word that contributes is marked
CREATE TEMP TABLE body (t text);
INSERT INTO body VALUES
    ('great, another week with no update'), ('Still no reply. It crashed again and again, not good at all!'),
    (E'Café — naïve “quotes”: the export isn’t working 😡 and we lost data.\n\nThanks,\nZoë'), ('Things are resolved, thank you!');
SELECT t FROM body WHERE regexp_replace(sentiment.highlight(t), '\[-|-\]|\{\+|\+\}', '', 'g') <> t;
SELECT t, quote FROM body, sentiment.explain(t), sentiment.highlight(t, 'StartNeg=⟦, StartPos=⟦, StopNeg=⟧, StopPos=⟧') AS marked
 WHERE contribution <> 0
   AND NOT EXISTS (SELECT FROM regexp_matches(marked, '⟦([^⟧]*)⟧', 'g') AS m WHERE position(quote IN m[1]) > 0);
-- options
SELECT sentiment.highlight('terrible, thanks', 'StartNeg=<i>, StopNeg="</i>", startpos = ''<b>'', StopPos=</b>');
SELECT sentiment.highlight('terrible', 'StopNeg=!, Style=ansi') = E'\033[1;31mterrible!' AS marks_win_wherever_style_stands;
SELECT sentiment.highlight('terrible', '') = sentiment.highlight('terrible') AS no_options, sentiment.highlight('terrible', NULL) IS NULL AS null;
SELECT sentiment.highlight('terrible', 'STYLE=Marker');
-- HTML: everything but the marks is escaped; ANSI: no control character but ours
SELECT sentiment.highlight('<script>alert("terrible & ''fatal''")</script>', 'Style=html');
SELECT sentiment.highlight('</mark><img src=x onerror=alert(1)> terrible', 'Style=html') !~ '<(?!/?mark)' AS only_our_tags;
SELECT sentiment.highlight(E'\033[2J\007\u009B2J terrible\tcafé', 'Style=ansi') = E'?[2J??2J \033[1;31mterrible\033[0m\tcafé' AS controlled;
-- bad options
SELECT e.* FROM (VALUES ('Foo=1'), ('Style=blue'), ('nonsense'), ('StartNeg="')) AS bad (options),
       error_of(format('SELECT sentiment.highlight(''terrible'', %L)', options)) AS e;
