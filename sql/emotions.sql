-- emotions: those that are there, with the clause that shows each most.
SELECT emotion, intensity > 0 AND intensity < 1 AS in_range, quote FROM sentiment.emotions('We are so angry about the delay. Thank you for calling, though.') ORDER BY emotion;
-- the same figures as analyze
SELECT e.intensity = (a).anger AS same FROM (SELECT sentiment.analyze('This is a disgrace. We are furious.') AS a) AS v, sentiment.emotions('This is a disgrace. We are furious.') AS e WHERE emotion = 'anger';
SELECT count(*) FROM sentiment.emotions('The meeting is on Tuesday.');
SELECT count(*) FROM sentiment.emotions(NULL);
