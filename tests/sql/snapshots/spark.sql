CREATE TABLE `政策`.`企业` (
  `键` STRING,
  `等级` STRING
);

CREATE TABLE `政策`.`租赁` (
  `键` STRING,
  `企业` STRING,
  `总额` BIGINT
);

CREATE VIEW `政策`.`结果_租赁` AS
WITH `q0_0` AS (
  SELECT
    `t`.`企业` AS `k1`,
    `t`.`键` AS `k0`,
    CAST(`t`.`总额` AS BIGINT) AS `f0`
  FROM `政策`.`租赁` AS `t`
), `q1_0` AS (
  SELECT
    `t`.`键` AS `k1`,
    `t`.`等级` AS `f1`
  FROM `政策`.`企业` AS `t`
), `q1_1` AS (
  SELECT
    `k1`,
    CASE WHEN NOT `f1` IS NULL THEN 1 ELSE 0 END AS `n2`,
    CASE WHEN `f1` IN ('高', '中') THEN 1 ELSE 0 END AS `n5`
  FROM `q1_0`
), `q1_2` AS (
  SELECT
    `k1`,
    `n2`,
    `n5`,
    CASE WHEN (
      `n2` = 1 AND `n5` = 0
    ) THEN 1 ELSE 0 END AS `n7`
  FROM `q1_1`
), `q0_1` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    COALESCE(`f0`, 0) AS `n19`,
    CASE WHEN NOT `k1` IS NULL THEN CAST(100000000 AS BIGINT) ELSE 0 END AS `n75`
  FROM `q0_0`
), `q0_2` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n19`,
    (
      (
        (
          `n19` * 3
        ) + 50
      ) DIV 100
    ) AS `n26`,
    `n75`
  FROM `q0_1`
), `q0_3` AS (
  SELECT
    `a`.`k1` AS `k1`,
    `a`.`k0` AS `k0`,
    `a`.`f0` AS `f0`,
    COALESCE(`p0`.`n5`, 0) AS `n8`,
    COALESCE(`p0`.`n7`, 0) AS `n9`,
    COALESCE(`p0`.`n2`, 0) AS `n10`,
    `a`.`n19` AS `n19`,
    `a`.`n26` AS `n26`,
    `a`.`n75` AS `n75`
  FROM `q0_2` AS `a`
  LEFT JOIN `q1_2` AS `p0`
    ON `a`.`k1` = `p0`.`k1`
), `q0_4` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    CASE WHEN `n8` = 1 THEN `n26` ELSE 0 END AS `n32`,
    CASE WHEN `n9` = 1 THEN 0 ELSE `n26` END AS `n33`,
    CASE WHEN (
      NOT `k1` IS NULL AND `f0` IS NULL AND `n9` = 0
    ) THEN 1 ELSE 0 END AS `n50`,
    CASE
      WHEN (
        NOT `k1` IS NULL
        AND `n9` = 0
        AND (
          `n8` = 0 OR `f0` IS NULL
        )
        AND (
          `f0` IS NULL OR `n8` = 1 OR `n19` > 16
        )
      )
      THEN 1
      ELSE 0
    END AS `n54`,
    `n75`
  FROM `q0_3`
), `q0_5` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    CASE WHEN NOT `k1` IS NULL THEN `n32` ELSE 0 END AS `n48`,
    `n50`,
    `n54`,
    CASE WHEN `n50` = 1 THEN 0 ELSE CASE WHEN NOT `k1` IS NULL THEN `n33` ELSE 0 END END AS `n57`,
    CASE WHEN `n50` = 1 THEN CAST(1 AS BIGINT) ELSE 0 END AS `n59`,
    `n75`
  FROM `q0_4`
), `q1_3` AS (
  SELECT
    `a`.`k1` AS `k1`,
    COALESCE(`c0`.`n56`, 0) AS `n56`,
    COALESCE(`c0`.`n58`, 0) AS `n58`,
    COALESCE(`c0`.`n60`, 0) AS `n60`,
    COALESCE(`c0`.`n61`, 0) AS `n61`
  FROM `q1_2` AS `a`
  LEFT JOIN (
    SELECT
      `k1` AS `k1`,
      CAST(SUM(CAST(`n48` AS BIGINT)) AS BIGINT) AS `n56`,
      CAST(SUM(CAST(`n57` AS BIGINT)) AS BIGINT) AS `n58`,
      CAST(SUM(CAST(`n59` AS BIGINT)) AS BIGINT) AS `n60`,
      MAX(`n54`) AS `n61`
    FROM `q0_5`
    WHERE
      NOT `k1` IS NULL
    GROUP BY
      `k1`
  ) AS `c0`
    ON `a`.`k1` = `c0`.`k1`
), `q1_4` AS (
  SELECT
    `k1`,
    `n56`,
    `n58`,
    `n60`,
    `n61`,
    CASE WHEN `n56` <= 100000000 THEN 1 ELSE 0 END AS `n63`
  FROM `q1_3`
), `q1_5` AS (
  SELECT
    `k1`,
    `n56`,
    `n58`,
    `n60`,
    `n61`,
    `n63`,
    CASE WHEN (
      `n61` = 0 AND `n63` = 0
    ) THEN 1 ELSE 0 END AS `n65`
  FROM `q1_4`
), `q0_6` AS (
  SELECT
    `a`.`k1` AS `k1`,
    `a`.`k0` AS `k0`,
    `a`.`f0` AS `f0`,
    `a`.`n8` AS `n8`,
    `a`.`n9` AS `n9`,
    `a`.`n10` AS `n10`,
    `a`.`n32` AS `n32`,
    `a`.`n33` AS `n33`,
    `a`.`n48` AS `n48`,
    `a`.`n50` AS `n50`,
    `a`.`n57` AS `n57`,
    `a`.`n59` AS `n59`,
    COALESCE(`p0`.`n65`, 0) AS `n66`,
    COALESCE(`p0`.`n56`, 0) AS `n69`,
    COALESCE(`p0`.`n58`, 0) AS `n70`,
    COALESCE(`p0`.`n60`, 0) AS `n71`,
    COALESCE(`p0`.`n61`, 0) AS `n72`,
    `a`.`n75` AS `n75`,
    COALESCE(`p0`.`n63`, 0) AS `n84`
  FROM `q0_5` AS `a`
  LEFT JOIN `q1_5` AS `p0`
    ON `a`.`k1` = `p0`.`k1`
), `q0_7` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n48`,
    `n50`,
    `n57`,
    `n59`,
    CASE WHEN `n66` = 1 THEN `n48` ELSE 0 END AS `n67`,
    `n71`,
    CASE WHEN (
      NOT `k1` IS NULL AND `n72` = 0
    ) THEN 1 ELSE 0 END AS `n74`,
    `n75`,
    CASE WHEN `n75` <= `n69` THEN `n75` ELSE `n69` END AS `n76`,
    CASE WHEN `n69` >= 1 THEN `n69` ELSE 1 END AS `n77`,
    `n84`,
    (
      `n69` - `n48`
    ) AS `n88`,
    (
      `n70` - `n57`
    ) AS `n90`
  FROM `q0_6`
), `q0_8` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n48`,
    `n50`,
    `n57`,
    `n59`,
    `n67`,
    `n71`,
    `n74`,
    `n75`,
    `n76`,
    `n77`,
    `n84`,
    (
      `n48` + CASE WHEN 0 >= `n90` THEN 0 ELSE `n90` END
    ) AS `n94`,
    (
      `n57` + CASE WHEN 0 >= `n88` THEN 0 ELSE `n88` END
    ) AS `n102`
  FROM `q0_7`
), `q0_9` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n48`,
    `n50`,
    `n57`,
    `n59`,
    `n67`,
    `n71`,
    `n74`,
    `n75`,
    `n76`,
    `n77`,
    `n84`,
    `n94`,
    (
      (
        CASE WHEN `n75` <= `n94` THEN `n75` ELSE `n94` END * `n48`
      ) DIV CASE WHEN `n94` >= 1 THEN `n94` ELSE 1 END
    ) AS `n99`,
    `n102`,
    CASE WHEN `n102` >= 1 THEN `n102` ELSE 1 END AS `n104`
  FROM `q0_8`
), `q0_10` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n48`,
    `n50`,
    `n57`,
    `n59`,
    `n67`,
    `n71`,
    `n74`,
    `n75`,
    `n76`,
    `n77`,
    `n84`,
    `n94`,
    `n99`,
    `n102`,
    (
      (
        (
          CASE WHEN `n75` <= `n102` THEN `n75` ELSE `n102` END * `n57`
        ) + (
          `n104` - 1
        )
      ) DIV `n104`
    ) AS `n109`
  FROM `q0_9`
), `s0` AS (
  SELECT
    `row`,
    `place`,
    CAST(SUM(`amount`) OVER (
      PARTITION BY `owner`, `year`
      ORDER BY CASE WHEN NOT `path` IS NULL THEN 1 ELSE 0 END, `path`, `clause`, `row`
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) - `amount` AS BIGINT) AS `before`
  FROM (
    SELECT
      `k1` AS `owner`,
      0 AS `year`,
      CAST(`n67` AS BIGINT) AS `amount`,
      NULL AS `path`,
      0 AS `clause`,
      `k0` AS `row`,
      0 AS `place`
    FROM `q0_10`
    WHERE
      `n67` > 0 AND NOT `k1` IS NULL
  ) AS `rows`
), `q0_11` AS (
  SELECT
    `a`.`k1` AS `k1`,
    `a`.`k0` AS `k0`,
    `a`.`f0` AS `f0`,
    `a`.`n8` AS `n8`,
    `a`.`n9` AS `n9`,
    `a`.`n10` AS `n10`,
    `a`.`n32` AS `n32`,
    `a`.`n33` AS `n33`,
    `a`.`n48` AS `n48`,
    `a`.`n50` AS `n50`,
    `a`.`n57` AS `n57`,
    `a`.`n59` AS `n59`,
    COALESCE(`s0`.`before`, 0) AS `n68`,
    `a`.`n71` AS `n71`,
    `a`.`n74` AS `n74`,
    `a`.`n75` AS `n75`,
    `a`.`n76` AS `n76`,
    `a`.`n77` AS `n77`,
    `a`.`n84` AS `n84`,
    `a`.`n94` AS `n94`,
    `a`.`n99` AS `n99`,
    `a`.`n102` AS `n102`,
    `a`.`n109` AS `n109`
  FROM `q0_10` AS `a`
  LEFT JOIN `s0` AS `s0`
    ON `s0`.`row` = `a`.`k0` AND `s0`.`place` = 0
), `q0_12` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n48`,
    `n50`,
    `n57`,
    `n59`,
    `n71`,
    `n74`,
    `n75`,
    (
      (
        `n76` * (
          `n68` + `n48`
        )
      ) DIV `n77`
    ) AS `n80`,
    (
      (
        `n76` * `n68`
      ) DIV `n77`
    ) AS `n82`,
    `n84`,
    `n94`,
    `n99`,
    `n102`,
    `n109`
  FROM `q0_11`
), `q0_13` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n48`,
    `n50`,
    `n57`,
    `n59`,
    `n71`,
    `n74`,
    `n75`,
    CASE
      WHEN (
        NOT `k1` IS NULL AND `n84` = 0
      )
      THEN (
        `n80` - `n82`
      )
      ELSE `n48`
    END AS `n87`,
    `n94`,
    `n99`,
    `n102`,
    `n109`
  FROM `q0_12`
)
SELECT
  `k0` AS `键`,
  CASE
    WHEN `n8` = 1
    THEN 3
    ELSE CASE
      WHEN `n9` = 1
      THEN 0
      ELSE CASE WHEN (
        NOT `k1` IS NULL AND `n10` = 1
      ) THEN CAST(2 AS BIGINT) ELSE 1 END
    END
  END AS `c001_结果`,
  CASE
    WHEN `n8` = 1
    THEN -1
    ELSE CASE
      WHEN (
        NOT `k1` IS NULL AND `n8` = 1 AND `n10` = 1 AND `n9` = 0
      )
      THEN CAST(-1 AS BIGINT)
      ELSE 0
    END
  END AS `c001_条件`,
  CASE
    WHEN NOT `k1` IS NULL
    THEN CASE
      WHEN `n74` = 1
      THEN `n87`
      ELSE CASE
        WHEN `n71` <= `n59`
        THEN CASE WHEN `n94` <= `n75` THEN `n48` ELSE `n99` END
        ELSE 0
      END
    END
    ELSE `n32`
  END AS `c001_下限`,
  CASE
    WHEN (
      `k1` IS NULL AND `f0` IS NULL AND `n9` = 0
    )
    THEN NULL
    ELSE CASE
      WHEN NOT `k1` IS NULL
      THEN CASE
        WHEN `n74` = 1
        THEN `n87`
        ELSE CASE
          WHEN `n50` = 1
          THEN `n75`
          ELSE CASE WHEN `n102` <= `n75` THEN `n57` ELSE `n109` END
        END
      END
      ELSE `n33`
    END
  END AS `c001_上限`
FROM `q0_13`;

CREATE VIEW `政策`.`检查_租赁` AS
SELECT
  `t`.`键` AS `键`,
  '键' AS `列`,
  '没有键' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  (
    `t`.`键` IS NULL OR LENGTH(`t`.`键`) = 0
  )
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '键' AS `列`,
  '键重复' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  NOT `t`.`键` IS NULL
GROUP BY
  `t`.`键`
HAVING
  COUNT(*) > 1
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '企业' AS `列`,
  '表「企业」没有这个键' AS `问题`
FROM `政策`.`租赁` AS `t`
LEFT JOIN `政策`.`企业` AS `o`
  ON `t`.`企业` = `o`.`键`
WHERE
  NOT `t`.`企业` IS NULL AND `o`.`键` IS NULL
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '企业' AS `列`,
  '没有写明属于哪个企业' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  `t`.`企业` IS NULL
UNION ALL
SELECT
  `t`.`企业` AS `键`,
  '企业' AS `列`,
  '属于它的超过 2 行' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  NOT `t`.`企业` IS NULL
GROUP BY
  `t`.`企业`
HAVING
  COUNT(*) > 2
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '总额' AS `列`,
  '不是 0 至 10000000000 的整数' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  CASE
    WHEN (
      `t`.`总额` < 0 OR `t`.`总额` > 10000000000
    )
    THEN 1
    ELSE CASE WHEN `t`.`总额` <> CAST(`t`.`总额` AS BIGINT) THEN 1 ELSE 0 END
  END = 1;

